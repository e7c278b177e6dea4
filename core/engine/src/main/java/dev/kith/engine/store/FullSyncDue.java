package dev.kith.engine.store;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Why profiles may not say what the rules say now (S20, S33 to S36).
 *
 * @param changed what was changed since the last full sync: {@code mapping}, {@code consent}; nothing when none has
 *     completed yet
 * @param since the first of these changes
 */
public record FullSyncDue(Set<String> changed, Optional<Instant> since) {
    public FullSyncDue {
        changed = Set.copyOf(changed);
        requireNonNull(since, "since");
    }

    static FullSyncDue first() {
        return new FullSyncDue(Set.of(), Optional.empty());
    }

    /** A sentence for people. */
    public String reason() {
        if (changed.isEmpty()) {
            return "No full sync has completed yet, so contacts that haven't changed since have no profile.";
        }
        return new TreeSet<>(changed)
                        .descendingSet().stream()
                                .map(kind -> kind.equals("mapping") ? "mappings" : "consent rules")
                                .collect(Collectors.joining(" and ", "The ", ""))
                + " changed after the last full sync began, so profiles may not say what the rules say now.";
    }
}
