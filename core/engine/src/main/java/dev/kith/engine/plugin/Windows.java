package dev.kith.engine.plugin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Limits how many calls fall into any time of a length, for each of many things. Forgets what counts no more, so that it
 * holds about as many things as were called lately. Thread-safe.
 */
final class Windows {
    private static final int MOST_AT_ONCE = 100;
    private static final int FEWEST_TO_SWEEP = 4096;

    private final Map<String, Window> windows = new HashMap<>();
    private int sweepAt = FEWEST_TO_SWEEP;

    /** Books a call of this thing and says how far off it is. */
    synchronized Duration reserve(String limited, Instant now, int most, Duration within) {
        if (most < 1 || most > MOST_AT_ONCE || within.isNegative() || within.isZero()) {
            throw new IllegalArgumentException(
                    "A limit must be 1 to 100 calls within a positive time, was " + most + " within " + within);
        }
        if (windows.size() >= sweepAt) {
            windows.values().removeIf(window -> !window.counts(now));
            sweepAt = Math.max(FEWEST_TO_SWEEP, 2 * windows.size());
        }
        return windows.computeIfAbsent(limited, unused -> new Window()).reserve(now, most, within);
    }

    /** How many things are remembered. */
    synchronized int size() {
        return windows.size();
    }

    /** The last calls of one thing. */
    private static final class Window {
        private final Deque<Instant> calls = new ArrayDeque<>();
        private Duration within = Duration.ZERO;
        private Instant seen = Instant.MIN;

        Duration reserve(Instant now, int most, Duration length) {
            if (now.isBefore(seen)) {
                // The clock was set back: calls of the time ahead would mean a wait as long as the jump.
                calls.clear();
            }
            seen = now;
            within = length;
            Instant turn = now;
            if (calls.size() >= most) {
                Instant free = calls.remove().plus(length);
                turn = free.isAfter(now) ? free : now;
            }
            calls.add(turn);
            return Duration.between(now, turn);
        }

        boolean counts(Instant now) {
            return !calls.isEmpty() && calls.getLast().plus(within).isAfter(now);
        }
    }
}
