package dev.kith.engine.rules;

import static java.util.Objects.requireNonNull;

import dev.kith.spi.Channel;
import org.jspecify.annotations.Nullable;

/**
 * A consent that a rule set decides.
 *
 * @param subscription its name
 */
public record ManagedConsent(String subscription, Channel channel) {
    public ManagedConsent {
        requireNonNull(subscription, "subscription");
        requireNonNull(channel, "channel");
    }

    // The one that comes with a record takes its time, and these are keys of every decision.
    @Override
    public int hashCode() {
        return 31 * subscription.hashCode() + channel.hashCode();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof ManagedConsent consent
                        && channel == consent.channel
                        && subscription.equals(consent.subscription));
    }
}
