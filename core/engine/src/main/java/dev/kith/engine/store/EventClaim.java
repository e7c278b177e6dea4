package dev.kith.engine.store;

import static java.util.Objects.requireNonNull;

import dev.kith.spi.Notice;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * All pending events of one subject up to the newest at the moment of the claim. Only they are settled by it; later ones
 * stay for the next claim.
 *
 * @param highest id of the newest event
 * @param events how many there are
 * @param kinds of all of them
 * @param firstReceived when the oldest was received
 * @param attempts the most that any of them used up
 * @param heldUntil when the first of those that wait for the daily run is due; empty when none waits
 */
public record EventClaim(
        String integration,
        String owner,
        EventSubject subject,
        long highest,
        long events,
        Set<Notice.Kind> kinds,
        Set<EventSource> sources,
        Instant firstReceived,
        long attempts,
        Optional<Instant> heldUntil) {
    public EventClaim {
        requireNonNull(integration, "integration");
        requireNonNull(owner, "owner");
        requireNonNull(subject, "subject");
        kinds = Set.copyOf(kinds);
        sources = Set.copyOf(sources);
        requireNonNull(firstReceived, "firstReceived");
        requireNonNull(heldUntil, "heldUntil");
    }
}
