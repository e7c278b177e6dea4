package dev.kith.spi;

import static java.time.temporal.ChronoUnit.MILLIS;
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
 * @param ownOptOutAt for an opt-in: an opt-out of just this moment, to the millisecond, is the host's own withdrawal and
 *     gives way too; the audience's clock may be ahead. What {@link ConsentResult#optedOutAt} said of that withdrawal
 */
public record ConsentChange(
        String subscription,
        Channel channel,
        Type type,
        String reason,
        Optional<Instant> overridesOptOutsUntil,
        Optional<Instant> ownOptOutAt) {

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
        requireNonNull(ownOptOutAt, "ownOptOutAt");
    }

    /** A change that knows of no withdrawal of the host's own. */
    public ConsentChange(
            String subscription, Channel channel, Type type, String reason, Optional<Instant> overridesOptOutsUntil) {
        this(subscription, channel, type, reason, overridesOptOutsUntil, Optional.empty());
    }

    /** Whether a standing opt-out gives way to this opt-in; one whose moment the audience doesn't tell never does. */
    public boolean overrides(Optional<Instant> optedOutAt) {
        return optedOutAt.isPresent()
                && (overridesOptOutsUntil
                                .filter(until -> until.isAfter(optedOutAt.get()))
                                .isPresent()
                        || ownOptOutAt
                                .filter(own -> own.truncatedTo(MILLIS)
                                        .equals(optedOutAt.get().truncatedTo(MILLIS)))
                                .isPresent());
    }
}
