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
 * @param imported whether by an import, which doesn't tell whether the profile existed
 * @param merged the consents of the profile after a merge; empty without one
 */
record Written(Plan plan, Optional<WriteResult> result, List<ConsentState> merged, boolean imported) {
    Written {
        requireNonNull(plan, "plan");
        requireNonNull(result, "result");
        merged = List.copyOf(merged);
    }

    Written(Plan plan, Optional<WriteResult> result) {
        this(plan, result, List.of(), false);
    }

    Written(Plan plan, Optional<WriteResult> result, List<ConsentState> merged) {
        this(plan, result, merged, false);
    }

    static Written byImport(Plan plan, WriteResult result) {
        return new Written(plan, Optional.of(result), List.of(), true);
    }
}
