package dev.kith.spi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * A consent to give or to withdraw.
 *
 * @param subscription the id of the subscription
 * @param reason under 100 characters, without personal data; shown in the audience
 * @param overridesOptOutsUntil for an opt-in: an opt-out from before this moment gives way, since the person consented
 *     anew after it; empty when no opt-out may be overwritten
 */
public record ConsentChange(
        String subscription, Channel channel, Type type, String reason, Optional<Instant> overridesOptOutsUntil) {

    /** What to write. */
    public enum Type {
        OPT_IN,
        OPT_OUT
    }

    public ConsentChange {
        requireNonNull(subscription, "subscription");
        requireNonNull(channel, "channel");
        requireNonNull(type, "type");
        requireNonNull(reason, "reason");
        requireNonNull(overridesOptOutsUntil, "overridesOptOutsUntil");
    }
}
