package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.plugin.Waiting;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Repeats what failed for now, with growing pauses, until the integration's patience ends. The pauses are cut in short
 * pieces, so that a cancelled run doesn't wait them out.
 */
final class Patience {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration PIECE = Duration.ofMillis(250);

    private final Duration limit;
    private final Clock clock;
    private final Waiting waiting;

    Patience(Duration limit, Clock clock, Waiting waiting) {
        this.limit = requireNonNull(limit, "limit");
        this.clock = requireNonNull(clock, "clock");
        this.waiting = requireNonNull(waiting, "waiting");
    }

    /**
     * Calls until it works.
     *
     * @param given up when true: the failure is thrown without waiting on
     * @throws ConnectorException the last failure, when it isn't one for now or patience ended
     */
    <T> T call(Supplier<T> call, BooleanSupplier given) {
        Instant end = clock.instant().plus(limit);
        Duration pause = FIRST;
        while (true) {
            try {
                return call.get();
            } catch (ConnectorException e) {
                Duration wait = e.retryAfter()
                        .filter(asked -> asked.compareTo(FIRST) >= 0)
                        .orElse(pause);
                if (!isForNow(e)
                        || given.getAsBoolean()
                        || clock.instant().plus(wait).isAfter(end)) {
                    throw e;
                }
                waitFor(wait, given);
                pause = pause.multipliedBy(2).compareTo(LONGEST) < 0 ? pause.multipliedBy(2) : LONGEST;
            }
        }
    }

    static boolean isForNow(ConnectorException failure) {
        return failure.kind() == Kind.TRANSIENT || failure.kind() == Kind.THROTTLED;
    }

    private void waitFor(Duration duration, BooleanSupplier given) {
        Instant until = clock.instant().plus(duration);
        Duration left = duration;
        while (left.compareTo(Duration.ZERO) > 0 && !given.getAsBoolean()) {
            Duration piece = shorter(left, PIECE);
            waiting.pause(piece);
            // Never longer than it was to be, though the clock be set back meanwhile.
            left = shorter(left.minus(piece), Duration.between(clock.instant(), until));
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
