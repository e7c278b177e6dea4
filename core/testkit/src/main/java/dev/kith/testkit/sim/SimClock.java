package dev.kith.testkit.sim;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The time as a simulator sees it: the real one, until it is moved ahead by {@code POST /_sim/clock {"nanos": 5000000000}}.
 * So limits and delays can be tested without waiting for them. Thread-safe.
 */
public final class SimClock extends Clock {
    private final Clock base = Clock.systemUTC();
    private final AtomicLong aheadNanos = new AtomicLong();

    void addTo(Routes routes) {
        routes.add("POST", "/_sim/clock", request -> {
            aheadNanos.addAndGet(Math.max(0, request.json().path("nanos").asLong()));
            return SimAnswer.empty(204);
        });
    }

    @Override
    public Instant instant() {
        return base.instant().plus(Duration.ofNanos(aheadNanos.get()));
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** Simulators know no other zone. */
    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
