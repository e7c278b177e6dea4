package dev.kith.spi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * A consent as the audience has it.
 *
 * @param subscription the id of the subscription
 * @param granted true for an opt-in (confirmed or not), false for an opt-out
 * @param since when it was last changed, if the audience tells
 */
public record ConsentState(String subscription, Channel channel, boolean granted, Optional<Instant> since) {
    public ConsentState {
        requireNonNull(subscription, "subscription");
        requireNonNull(channel, "channel");
        requireNonNull(since, "since");
    }
}
