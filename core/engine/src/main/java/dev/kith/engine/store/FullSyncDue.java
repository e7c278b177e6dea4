package dev.kith.engine.store;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Set;

/**
 * Why profiles may not say what the rules say now (S33 to S36).
 *
 * @param changed what was changed since the last full sync: {@code mapping}, {@code consent}
 * @param since the first of these changes
 */
public record FullSyncDue(Set<String> changed, Instant since) {
    public FullSyncDue {
        changed = Set.copyOf(changed);
        requireNonNull(since, "since");
    }
}
