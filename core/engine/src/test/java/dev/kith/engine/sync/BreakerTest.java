package dev.kith.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.spi.ConnectorException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private static final Duration ASKED = Duration.ofMinutes(90);

    private final SteppingClock clock = new SteppingClock();
    private final Breaker breaker = new Breaker(clock);

    @Test
    void aPauseLastsAsLongAsTheSystemAsksAndThenOneEventIsLetThroughPerInterval() {
        breaker.failed(ConnectorException.throttled("busy", ASKED));
        assertThat(breaker.permits(8)).isZero();
        clock.pause(ASKED.minusSeconds(1));
        assertThat(breaker.permits(8)).isZero();
        clock.pause(Duration.ofSeconds(1));
        assertThat(breaker.permits(8)).isEqualTo(1);
        assertThat(breaker.permits(8)).isZero();
        clock.pause(Breaker.INTERVAL);
        assertThat(breaker.permits(8)).isEqualTo(1);
    }

    @Test
    void aWaitOfNothingOrOfYearsIsNotTakenAtItsWord() {
        breaker.failed(ConnectorException.throttled("busy", Duration.ZERO));
        assertThat(breaker.permits(8)).isZero();
        clock.pause(Duration.ofSeconds(1));
        assertThat(breaker.permits(8)).isEqualTo(1);
        breaker.failed(ConnectorException.throttled("busy", Duration.ofDays(3650)));
        clock.pause(Duration.ofDays(1));
        assertThat(breaker.permits(8)).isEqualTo(1);
    }

    @Test
    void aClockThatIsSetBackMakesNoPauseLonger() {
        breaker.failed(ConnectorException.throttled("busy", ASKED));
        clock.pause(Duration.ofDays(-1));
        assertThat(breaker.permits(8)).isEqualTo(1);
        assertThat(breaker.permits(8)).isZero();
    }
}
