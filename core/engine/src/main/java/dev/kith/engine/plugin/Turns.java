package dev.kith.engine.plugin;

import dev.kith.spi.Urgency;
import java.time.Duration;
import java.time.Instant;

/**
 * Hands out evenly spaced turns for the calls of one account, first come, first served among those of the same urgency.
 * Each urgency has a line of its own: a run gets three quarters of the rate, what is urgent gets all of it, and a quarter
 * while a run goes on.
 */
final class Turns {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double SHARE_OF_RUNS = 0.75;

    private Instant seen = Instant.MIN;
    private Instant next = Instant.MIN;
    private Instant nextOfRuns = Instant.MIN;

    /** Takes the next free turn and says how far off it is. */
    synchronized Duration reserve(Instant now, double perSecond, Urgency urgency) {
        if (now.isBefore(seen)) {
            // The clock was set back: turns promised by the old time would mean a wait as long as the jump.
            next = now;
            nextOfRuns = now;
        }
        seen = now;
        return switch (urgency) {
            case NOW -> {
                Instant turn = later(next, now);
                double share = nextOfRuns.isAfter(now) ? 1 - SHARE_OF_RUNS : 1;
                next = turn.plus(spacing(perSecond * share));
                yield Duration.between(now, turn);
            }
            case RUN -> {
                Instant turn = later(nextOfRuns, now);
                nextOfRuns = turn.plus(spacing(perSecond * SHARE_OF_RUNS));
                yield Duration.between(now, turn);
            }
        };
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Duration spacing(double perSecond) {
        return Duration.ofNanos((long) Math.ceil(NANOS_PER_SECOND / perSecond));
    }
}
