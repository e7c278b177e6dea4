package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.spi.ConnectorException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Pauses the work on events when a system fails for all of them. It then lets one event through per interval, until one
 * succeeds. Thread-safe.
 */
final class Breaker {
    static final Duration INTERVAL = Duration.ofSeconds(30);

    private final Clock clock;
    private @Nullable Pause pause;

    Breaker(Clock clock) {
        this.clock = requireNonNull(clock, "clock");
    }

    /** Why nothing is delivered, since when, and when it is tried next. */
    record Pause(String cause, Instant since, Instant probeAt) {}

    /** How many events may be worked on now. */
    synchronized int permits(int free) {
        if (pause == null) {
            return free;
        }
        if (pause.probeAt().isAfter(clock.instant())) {
            return 0;
        }
        pause = new Pause(pause.cause(), pause.since(), clock.instant().plus(INTERVAL));
        return Math.min(1, free);
    }

    /** Opens it; returns when the next probe is. */
    synchronized Instant failed(ConnectorException failure) {
        Instant now = clock.instant();
        Instant probeAt = now.plus(failure.retryAfter().orElse(INTERVAL));
        pause = new Pause(String.valueOf(failure.getMessage()), pause == null ? now : pause.since(), probeAt);
        return probeAt;
    }

    synchronized void worked() {
        pause = null;
    }

    synchronized Optional<Pause> pause() {
        return Optional.ofNullable(pause);
    }
}
