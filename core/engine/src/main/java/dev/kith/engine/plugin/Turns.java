package dev.kith.engine.plugin;

import java.time.Duration;
import java.time.Instant;

/** Hands out evenly spaced turns for the calls of one account, first come, first served. */
final class Turns {
    private static final double NANOS_PER_SECOND = 1e9;

    private Instant seen = Instant.MIN;
    private Instant next = Instant.MIN;

    /** Takes the next free turn and says how far off it is. */
    synchronized Duration reserve(Instant now, double perSecond) {
        if (now.isBefore(seen)) {
            // The clock was set back: turns promised by the old time would mean a wait as long as the jump.
            next = now;
        }
        seen = now;
        Instant turn = next.isAfter(now) ? next : now;
        next = turn.plusNanos((long) Math.ceil(NANOS_PER_SECOND / perSecond));
        return Duration.between(now, turn);
    }
}
