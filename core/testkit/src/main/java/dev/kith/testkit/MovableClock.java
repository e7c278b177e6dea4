package dev.kith.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that runs ahead of another by the sum of the pauses. */
final class MovableClock extends Clock {
    private final Clock base;
    private final AtomicLong aheadNanos = new AtomicLong();

    MovableClock(Clock base) {
        this.base = base;
    }

    void moveOn(Duration by) {
        aheadNanos.addAndGet(by.toNanos());
    }

    @Override
    public Instant instant() {
        return base.instant().plusNanos(aheadNanos.get());
    }

    @Override
    public ZoneId getZone() {
        return base.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        MovableClock moved = new MovableClock(base.withZone(zone));
        moved.aheadNanos.set(aheadNanos.get());
        return moved;
    }
}
