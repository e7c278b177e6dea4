package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.spi.WriteResult;
import java.util.Optional;

/** A plan with what became of it; no result when there was nothing to write. */
record Written(Plan plan, Optional<WriteResult> result) {
    Written {
        requireNonNull(plan, "plan");
        requireNonNull(result, "result");
    }
}
