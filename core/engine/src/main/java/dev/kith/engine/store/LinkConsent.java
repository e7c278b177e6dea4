package dev.kith.engine.store;

import static java.time.temporal.ChronoUnit.MILLIS;

import java.time.Instant;
import java.util.Optional;

/**
 * What a link remembers of one consent.
 *
 * @param granted true when we gave it and did not withdraw it since
 * @param optedOutAt the opt-out seen in the audience
 * @param labelAbsentAt when the label behind the consent was last seen absent
 * @param withdrawnAt the moment that the audience gave to our last withdrawal, by its own clock; empty when it didn't tell
 */
public record LinkConsent(
        boolean granted, Optional<Instant> optedOutAt, Optional<Instant> labelAbsentAt, Optional<Instant> withdrawnAt) {
    public LinkConsent {
        optedOutAt = optedOutAt.map(moment -> moment.truncatedTo(MILLIS));
        labelAbsentAt = labelAbsentAt.map(moment -> moment.truncatedTo(MILLIS));
        withdrawnAt = withdrawnAt.map(moment -> moment.truncatedTo(MILLIS));
    }

    /** Without a withdrawal of ours whose moment is known: an opt-out then counts as the person's when in doubt. */
    public LinkConsent(boolean granted, Optional<Instant> optedOutAt, Optional<Instant> labelAbsentAt) {
        this(granted, optedOutAt, labelAbsentAt, Optional.empty());
    }

    /** Whether an opt-out of this moment is what our last withdrawal left. */
    public boolean isOurs(Optional<Instant> optedOut) {
        return withdrawnAt.isPresent()
                && optedOut.map(at -> at.truncatedTo(MILLIS)).equals(withdrawnAt);
    }
}
