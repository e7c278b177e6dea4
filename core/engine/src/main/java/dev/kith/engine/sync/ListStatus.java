package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.ListSettings;
import dev.kith.engine.store.Run;
import java.time.Instant;
import java.util.Optional;

/**
 * A saved list and how it stands.
 *
 * @param inCrm whether the CRM still has it
 * @param settings empty as long as nobody configured it
 * @param members profiles that have the membership
 * @param waiting members without a profile
 * @param lastRun its newest import
 * @param next when it is imported by itself, as far as that is a time of the clock: the next morning
 */
public record ListStatus(
        String key,
        String title,
        boolean inCrm,
        Optional<ListSettings> settings,
        long members,
        long waiting,
        Optional<Run> lastRun,
        Optional<Instant> next) {
    public ListStatus {
        requireNonNull(key, "key");
        requireNonNull(title, "title");
        requireNonNull(settings, "settings");
        requireNonNull(lastRun, "lastRun");
        requireNonNull(next, "next");
    }
}
