package dev.kith.engine.sync;

import dev.kith.engine.store.EventClaim;
import dev.kith.engine.store.EventOutcome;
import dev.kith.engine.store.EventState;
import dev.kith.spi.ConnectorException;
import java.time.Duration;
import java.time.Instant;

/**
 * What becomes of events whose work failed. Only what is the contact's own fault uses up attempts; everything else waits as
 * long as it takes. Pure.
 */
final class Retries {
    static final int MOST_ATTEMPTS = 5;
    private static final Duration FIRST = Duration.ofMinutes(1);

    /** The longest that an event waits for its next attempt, unless a system asks for more. */
    static final Duration LONGEST = pause(MOST_ATTEMPTS - 1);

    private Retries() {}

    /** Whether the failure is the contact's own, rather than that of a whole system. */
    static boolean isOfTheContact(ConnectorException failure) {
        return switch (failure.kind()) {
            case REJECTED, BUG -> true;
            case CONFIG, AUTH, THROTTLED, TRANSIENT -> false;
        };
    }

    /** After the contact's own failure: another attempt 1, 4, 16 and 64 minutes later, then dead. */
    static EventOutcome ofTheContact(EventClaim claim, String cause, Instant now) {
        long used = claim.attempts() + 1;
        if (used >= MOST_ATTEMPTS) {
            return new EventOutcome.Ended(EventState.DEAD, cause);
        }
        return new EventOutcome.Again(now.plus(pause(used)), true, cause);
    }

    private static Duration pause(long used) {
        return FIRST.multipliedBy(1L << (2 * (used - 1)));
    }
}
