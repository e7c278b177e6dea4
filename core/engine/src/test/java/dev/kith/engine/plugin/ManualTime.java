package dev.kith.engine.plugin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** A clock that stands still until told; pauses move it and return at once. */
final class ManualTime extends Clock implements Waiting {
    private Instant now = Instant.parse("2026-03-01T10:00:00Z");
    private final List<Duration> pauses = new ArrayList<>();

    synchronized void advance(Duration duration) {
        now = now.plus(duration);
    }

    synchronized List<Duration> pauses() {
        return List.copyOf(pauses);
    }

    @Override
    public synchronized void pause(Duration duration) {
        pauses.add(duration);
        now = now.plus(duration);
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(instant(), zone);
    }
}
