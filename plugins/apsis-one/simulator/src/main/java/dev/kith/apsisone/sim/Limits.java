package dev.kith.apsisone.sim;

import dev.kith.testkit.sim.SimRefusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The limits on calls (A4), as token buckets. Off unless switched on. Thread-safe. */
final class Limits {
    private static final int MOST_BUCKETS = 50_000;

    private final Switches switches;
    private final Clock clock;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>();

    Limits(Switches switches, Clock clock) {
        this.switches = switches;
        this.clock = clock;
    }

    void call() {
        take("account", 100, Duration.ofSeconds(1));
    }

    void profile(Key key) {
        take("profile " + key, 10, Duration.ofSeconds(1));
    }

    void token() {
        take("token", 10, Duration.ofMinutes(1));
    }

    void importStart() {
        take("import", 10, Duration.ofMinutes(1));
    }

    void exportStart() {
        take("export", 1, Duration.ofSeconds(1));
    }

    void download() {
        take("download", 60, Duration.ofMinutes(1));
    }

    boolean on() {
        return !switches.is(Switch.A4, "off");
    }

    SimRefusal tooMany(String what, Duration wait) {
        SimRefusal refusal = Problem.of(429, "Too Many Requests", "Limit exceeded: " + what);
        long seconds = Math.max(1, wait.toSeconds() + 1);
        return switches.value(Switch.A4).endsWith("retry-after")
                ? new SimRefusal(refusal.answer().withHeader("Retry-After", Long.toString(seconds)))
                : refusal;
    }

    private void take(String name, int calls, Duration per) {
        if (!on()) {
            return;
        }
        int allowed = switches.value(Switch.A4).startsWith("low") ? Math.max(1, calls / 10) : calls;
        Duration wait = reserve(name, allowed, per);
        if (!wait.isZero()) {
            throw tooMany(name.replaceAll(" .*", ""), wait);
        }
    }

    private synchronized Duration reserve(String name, int allowed, Duration per) {
        if (buckets.size() > MOST_BUCKETS) {
            buckets.clear();
        }
        Instant now = clock.instant();
        Bucket bucket = buckets.computeIfAbsent(name, n -> new Bucket(allowed, now));
        return bucket.take(allowed, per, now);
    }

    /** A bucket that fills evenly. */
    private static final class Bucket {
        private double left;
        private Instant filled;

        Bucket(double left, Instant filled) {
            this.left = left;
            this.filled = filled;
        }

        /** Zero when a call was left, else how long until one is. */
        Duration take(int allowed, Duration per, Instant now) {
            double nanosPerCall = (double) per.toNanos() / allowed;
            left = Math.min(allowed, left + Duration.between(filled, now).toNanos() / nanosPerCall);
            filled = now;
            if (left >= 1) {
                left--;
                return Duration.ZERO;
            }
            return Duration.ofNanos((long) Math.ceil((1 - left) * nanosPerCall));
        }
    }
}
