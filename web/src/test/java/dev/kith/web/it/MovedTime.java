package dev.kith.web.it;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.plugin.Waiting;
import dev.kith.web.demo.Simulators;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock that every wait moves on instead of waiting, together with those of both simulators: back-off, limits and
 * delays of imports take no time, but count. Thread-safe.
 */
final class MovedTime extends Clock implements Waiting {
    private final Clock base = Clock.systemUTC();
    private final AtomicLong aheadNanos = new AtomicLong();
    private final Simulators simulators;

    MovedTime(Simulators simulators) {
        this.simulators = requireNonNull(simulators, "simulators");
    }

    /** The simulators first, so that they are never behind. */
    @Override
    public void pause(Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            return;
        }
        String body = "{\"nanos\":" + duration.toNanos() + "}";
        simulators.tribeClient().send("POST", "/_sim/clock", body);
        simulators.apsisOneClient().send("POST", "/_sim/clock", body);
        aheadNanos.addAndGet(duration.toNanos());
    }

    /** How far it is ahead. */
    Duration waited() {
        return Duration.ofNanos(aheadNanos.get());
    }

    @Override
    public Instant instant() {
        return base.instant().plusNanos(aheadNanos.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("only UTC is needed");
    }
}
