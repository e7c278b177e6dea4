package dev.kith.engine.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A4: at most so many calls of one profile within a second, without spacing those that are fewer. */
class WindowsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Windows windows = new Windows();

    @Test
    void tenCallsGoAtOnceAndTheNextWaitForAPlace() {
        for (int i = 0; i < 10; i++) {
            assertThat(reserve("a", NOW.plusMillis(10L * i))).isZero();
        }
        Instant later = NOW.plusMillis(100);
        assertThat(reserve("a", later)).isEqualTo(Duration.ofMillis(900));
        assertThat(reserve("a", later)).isEqualTo(Duration.ofMillis(910));
        assertThat(reserve("b", later)).isZero();
        assertThat(reserve("a", NOW.plusSeconds(5))).isZero();
    }

    @Test
    void neverMoreThanTenFallIntoAnySecond() {
        Instant now = NOW;
        Instant[] turns = new Instant[200];
        for (int i = 0; i < turns.length; i++) {
            now = now.plusMillis(i % 7);
            turns[i] = now.plus(reserve("a", now));
            if (i >= 10) {
                assertThat(Duration.between(turns[i - 10], turns[i])).isGreaterThanOrEqualTo(SECOND);
            }
        }
    }

    @Test
    void aClockSetBackDoesNotStopTheCalls() {
        for (int i = 0; i < 10; i++) {
            reserve("a", NOW.plusSeconds(3600));
        }
        assertThat(reserve("a", NOW)).isZero();
    }

    @Test
    void whatWasNotCalledLatelyIsForgotten() {
        for (int i = 0; i < 50_000; i++) {
            reserve("profile " + i, NOW.plusMillis(i));
        }
        assertThat(windows.size()).isLessThan(10_000);
    }

    @Test
    void aLimitOfNothingIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> windows.reserve("a", NOW, 0, SECOND))
                .withMessageContaining("was 0 within PT1S");
    }

    private Duration reserve(String limited, Instant now) {
        return windows.reserve(limited, now, 10, SECOND);
    }
}
