package dev.kith.engine.store;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A run that is asked for.
 *
 * @param list the key of the saved list; only of {@link RunKind#LIST_IMPORT}
 */
record NewRun(String integration, RunKind kind, boolean force, String ruleSetVersion, Optional<String> list) {
    NewRun {
        requireNonNull(integration, "integration");
        requireNonNull(kind, "kind");
        requireNonNull(ruleSetVersion, "ruleSetVersion");
        if (list.isPresent() != (kind == RunKind.LIST_IMPORT)) {
            throw new IllegalArgumentException("A run of kind %s can't have list %s.".formatted(kind.word(), list));
        }
    }
}
