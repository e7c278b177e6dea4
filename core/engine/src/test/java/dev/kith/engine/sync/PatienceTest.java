package dev.kith.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private final SteppingClock clock = new SteppingClock();
    private final Patience patience = new Patience(Duration.ofMinutes(30), clock, clock);
    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void repeatsWhatFailsForNowWithGrowingPauses() {
        String answer = patience.call(failing(3, new ConnectorException(Kind.TRANSIENT, "down")), () -> false);
        assertThat(answer).isEqualTo("done");
        assertThat(clock.waited()).isEqualTo(Duration.ofSeconds(1 + 2 + 4));
    }

    @Test
    void waitsAsLongAsTheSystemAsks() {
        patience.call(failing(1, ConnectorException.throttled("busy", Duration.ofSeconds(17))), () -> false);
        assertThat(clock.waited()).isEqualTo(Duration.ofSeconds(17));
    }

    @Test
    void doesNotAskAgainAtOnceAlthoughTheSystemSaysSo() {
        patience.call(failing(3, ConnectorException.throttled("busy", Duration.ZERO)), () -> false);
        assertThat(clock.waited()).isEqualTo(Duration.ofSeconds(1 + 2 + 4));
    }

    @Test
    void neverWaitsLongerThanItWasToBeAlthoughTheClockIsSetBack() {
        patience.call(failing(1, ConnectorException.throttled("busy", Duration.ofSeconds(17))), setBack());
        assertThat(clock.waited().plusDays(1)).isEqualTo(Duration.ofSeconds(17));
    }

    /** By a day, when the wait has begun. */
    private BooleanSupplier setBack() {
        AtomicInteger asked = new AtomicInteger();
        return () -> {
            if (asked.incrementAndGet() == 5) {
                clock.pause(Duration.ofDays(-1));
            }
            return false;
        };
    }

    @Test
    void givesUpWhenPatienceEnds() {
        assertThatThrownBy(() -> patience.call(
                        failing(Integer.MAX_VALUE, new ConnectorException(Kind.TRANSIENT, "down")), () -> false))
                .hasMessage("down");
        assertThat(clock.waited()).isBetween(Duration.ofMinutes(28), Duration.ofMinutes(30));
    }

    @Test
    void doesNotRepeatWhatFailsForGood() {
        for (Kind kind : new Kind[] {Kind.AUTH, Kind.CONFIG, Kind.REJECTED, Kind.BUG}) {
            calls.set(0);
            assertThatThrownBy(() -> patience.call(failing(1, new ConnectorException(kind, "no")), () -> false))
                    .hasMessage("no");
            assertThat(calls).hasValue(1);
        }
    }

    @Test
    void stopsWaitingWhenTheRunIsCancelled() {
        AtomicInteger looks = new AtomicInteger();
        assertThatThrownBy(() -> patience.call(
                        failing(Integer.MAX_VALUE, ConnectorException.throttled("busy", Duration.ofMinutes(20))),
                        () -> looks.incrementAndGet() > 3))
                .hasMessage("busy");
        assertThat(clock.waited()).isLessThan(Duration.ofSeconds(2));
    }

    private Supplier<String> failing(int times, ConnectorException failure) {
        return () -> {
            if (calls.incrementAndGet() <= times) {
                throw failure;
            }
            return "done";
        };
    }
}
