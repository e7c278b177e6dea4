package dev.kith.web.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RefusalLimitTest {
    @Test
    void aMinuteHasEnoughOfRefusalsAndTheNextOneStartsAnew() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
        InstantSource source = now::get;
        RefusalLimit limit = new RefusalLimit(source.withZone(ZoneOffset.UTC));
        assertThat(IntStream.range(0, RefusalLimit.A_MINUTE)).allMatch(i -> limit.add());
        assertThat(limit.add()).isFalse();
        now.updateAndGet(moment -> moment.plusSeconds(60));
        assertThat(limit.add()).isTrue();
        assertThat(limit.total()).isEqualTo(RefusalLimit.A_MINUTE + 2);
    }
}
