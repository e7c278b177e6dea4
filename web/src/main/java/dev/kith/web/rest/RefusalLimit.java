package dev.kith.web.rest;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts webhook calls that were refused, and limits their rate. Genuine calls pass in any case: a forger can't shut the
 * CRM out. Thread-safe.
 */
public final class RefusalLimit {
    static final int A_MINUTE = 60;
    private static final Logger LOG = LoggerFactory.getLogger(RefusalLimit.class);

    private final Clock clock;
    private Instant minute = Instant.MIN;
    private int inMinute;
    private long total;

    public RefusalLimit(Clock clock) {
        this.clock = requireNonNull(clock, "clock");
    }

    /** Counts one; false when the minute had enough of them. */
    public synchronized boolean add() {
        total++;
        Instant now = clock.instant();
        if (!now.isBefore(minute.equals(Instant.MIN) ? now : minute.plus(Duration.ofMinutes(1)))) {
            minute = now;
            inMinute = 0;
        }
        inMinute++;
        if (inMinute == 1 || inMinute == A_MINUTE) {
            LOG.warn(
                    "A webhook call was refused, as it isn't proved to come from who it should; {} since the start",
                    total);
        }
        return inMinute <= A_MINUTE;
    }

    /** How many there were since the start. */
    public synchronized long total() {
        return total;
    }
}
