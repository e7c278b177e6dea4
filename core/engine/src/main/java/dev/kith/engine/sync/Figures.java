package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.InboxCounts;
import java.time.Instant;
import java.util.Optional;

/**
 * How an integration stands, in numbers.
 *
 * @param contacts how many were ever evaluated
 * @param events how many were received, and where they are
 * @param oldestDue when the event that waits longest became due; empty when none is due
 * @param deferred whether events wait because a full sync is under way
 * @param labelsOwed how many labels the CRM has still to change
 */
public record Figures(
        long contacts, InboxCounts events, Optional<Instant> oldestDue, boolean deferred, long labelsOwed) {
    public Figures {
        requireNonNull(events, "events");
        requireNonNull(oldestDue, "oldestDue");
    }
}
