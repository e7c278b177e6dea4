package dev.kith.engine.rules;

import static java.util.Objects.requireNonNull;

import dev.kith.spi.Channel;

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
}
