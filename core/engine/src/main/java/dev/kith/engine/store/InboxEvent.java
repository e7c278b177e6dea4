package dev.kith.engine.store;

import static java.util.Objects.requireNonNull;

import dev.kith.spi.Notice;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * An event as the inbox has it.
 *
 * @param dueAt when it may be worked on; its lag counts from then
 * @param nextAt when it is tried next
 * @param held true while it waits for the daily run, because its contact has no profile
 * @param cause why it waits or how it ended; may be empty
 */
public record InboxEvent(
        long id,
        String integration,
        EventSubject subject,
        Set<Notice.Kind> kinds,
        EventSource source,
        Instant receivedAt,
        Instant dueAt,
        Instant nextAt,
        boolean held,
        long attempts,
        boolean claimed,
        EventState state,
        String cause,
        Optional<Instant> endedAt) {
    public InboxEvent {
        requireNonNull(integration, "integration");
        requireNonNull(subject, "subject");
        kinds = Set.copyOf(kinds);
        requireNonNull(source, "source");
        requireNonNull(receivedAt, "receivedAt");
        requireNonNull(dueAt, "dueAt");
        requireNonNull(nextAt, "nextAt");
        requireNonNull(state, "state");
        requireNonNull(cause, "cause");
        requireNonNull(endedAt, "endedAt");
    }

    /** Whether it tells of a deletion or an opt-out: without it a consent may stay that was withdrawn. */
    public boolean mayHideAWithdrawal() {
        return kinds.contains(Notice.Kind.DELETED) || subject.kind() == EventSubject.Kind.PROFILE;
    }
}
