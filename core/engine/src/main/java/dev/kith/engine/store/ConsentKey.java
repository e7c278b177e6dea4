package dev.kith.engine.store;

import static java.util.Objects.requireNonNull;

import dev.kith.spi.Channel;

/**
 * What a consent is for.
 *
 * @param subscription the audience's id of the subscription
 */
public record ConsentKey(String subscription, Channel channel) {
    public ConsentKey {
        requireNonNull(subscription, "subscription");
        requireNonNull(channel, "channel");
    }
}
