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
 */
public record LinkConsent(boolean granted, Optional<Instant> optedOutAt, Optional<Instant> labelAbsentAt) {
    public LinkConsent {
        optedOutAt = optedOutAt.map(moment -> moment.truncatedTo(MILLIS));
        labelAbsentAt = labelAbsentAt.map(moment -> moment.truncatedTo(MILLIS));
    }
}
