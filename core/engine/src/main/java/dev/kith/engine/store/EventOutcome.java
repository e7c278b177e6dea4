package dev.kith.engine.store;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/** What becomes of the events of a claim. */
public sealed interface EventOutcome {

    /** They ended: the newest in this state and the others collapsed into it; or all of them dead. */
    record Ended(EventState state, String cause) implements EventOutcome {
        public Ended {
            requireNonNull(cause, "cause");
            if (state == EventState.PENDING || state == EventState.COLLAPSED) {
                throw new IllegalArgumentException("An event doesn't end as " + state.word() + ".");
            }
        }
    }

    /**
     * They are tried again.
     *
     * @param attemptUsed true when the failure was the contact's own
     */
    record Again(Instant at, boolean attemptUsed, String cause) implements EventOutcome {
        public Again {
            requireNonNull(at, "at");
            requireNonNull(cause, "cause");
        }
    }

    /**
     * They wait for the daily run; until then they aren't due.
     *
     * @param tryAt when they are worked on even so, in case the run didn't
     */
    record Held(Instant until, Instant tryAt) implements EventOutcome {
        public Held {
            requireNonNull(until, "until");
            requireNonNull(tryAt, "tryAt");
        }
    }
}
