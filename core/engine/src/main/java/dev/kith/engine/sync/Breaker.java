package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Pauses the work on events when a system fails for all of them. It then lets one event through per interval, until one
 * succeeds. A single event that fails for now may be alone with that: only several in a row, none succeeding between them,
 * pause the others. Thread-safe.
 */
final class Breaker {
    static final Duration INTERVAL = Duration.ofSeconds(30);

    /** A system may ask for no wait at all, or for one of years. */
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private static final Duration LONGEST = Duration.ofDays(1);
    private static final int FAILURES_IN_A_ROW = 3;

    private final Clock clock;
    private int failures;
    private Duration longestWait = INTERVAL;
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
        Duration left = Duration.between(clock.instant(), pause.probeAt());
        // Longer than it was to be: the clock was set back.
        if (left.compareTo(Duration.ZERO) > 0 && left.compareTo(longestWait) <= 0) {
            return 0;
        }
        longestWait = INTERVAL;
        pause = new Pause(pause.cause(), pause.since(), clock.instant().plus(INTERVAL));
        return Math.min(1, free);
    }

    /** Notes a failure that isn't the contact's own; returns when its event is tried next. */
    synchronized Instant failed(ConnectorException failure) {
        Instant now = clock.instant();
        Duration asked = failure.retryAfter().orElse(INTERVAL);
        Duration wait = asked.compareTo(SHORTEST) < 0 ? SHORTEST : asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
        Instant probeAt = now.plus(wait);
        failures++;
        if (pause == null && failure.kind() == Kind.TRANSIENT && failures < FAILURES_IN_A_ROW) {
            return probeAt;
        }
        longestWait = wait;
        pause = new Pause(String.valueOf(failure.getMessage()), pause == null ? now : pause.since(), probeAt);
        return probeAt;
    }

    synchronized void worked() {
        pause = null;
        failures = 0;
    }

    synchronized Optional<Pause> pause() {
        return Optional.ofNullable(pause);
    }
}
