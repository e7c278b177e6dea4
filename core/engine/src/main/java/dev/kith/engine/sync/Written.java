package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.spi.ConsentState;
import dev.kith.spi.WriteResult;
import java.util.List;
import java.util.Optional;

/**
 * A plan with what became of it.
 *
 * @param result empty when there was nothing to write
 * @param merged the consents of the profile after a merge; empty without one
 */
record Written(Plan plan, Optional<WriteResult> result, List<ConsentState> merged) {
    Written {
        requireNonNull(plan, "plan");
        requireNonNull(result, "result");
        merged = List.copyOf(merged);
    }

    Written(Plan plan, Optional<WriteResult> result) {
        this(plan, result, List.of());
    }
}
