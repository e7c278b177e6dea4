package dev.kith.web.it;

import dev.kith.engine.plugin.Waiting;
import dev.kith.web.demo.SimClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock that every wait moves on instead of waiting, together with those of the simulators: back-off, limits and
 * delays of imports take no time, but count. Thread-safe.
 */
final class MovedTime extends Clock implements Waiting {
    private final Clock base = Clock.systemUTC();
    private final AtomicLong aheadNanos = new AtomicLong();
    private final List<SimClient> simulators;

    MovedTime(List<SimClient> simulators) {
        this.simulators = List.copyOf(simulators);
    }

    /** The simulators first, so that they are never behind. */
    @Override
    public void pause(Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            return;
        }
        String body = "{\"nanos\":" + duration.toNanos() + "}";
        simulators.forEach(simulator -> simulator.send("POST", "/_sim/clock", body));
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
