package dev.kith.engine.store;

import static java.time.temporal.ChronoUnit.MILLIS;
import static java.util.Objects.requireNonNull;

import dev.kith.spi.Notice;
import java.time.Instant;
import java.util.Set;

/** An event to be put into the inbox. */
public record NewEvent(EventSubject subject, Set<Notice.Kind> kinds, EventSource source, Instant receivedAt) {
    public NewEvent {
        requireNonNull(subject, "subject");
        kinds = Set.copyOf(kinds);
        requireNonNull(source, "source");
        receivedAt = receivedAt.truncatedTo(MILLIS);
    }
}
