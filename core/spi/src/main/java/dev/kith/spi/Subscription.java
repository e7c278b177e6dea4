package dev.kith.spi;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * What a person can consent to.
 *
 * @param id the audience's id; used in writes
 * @param name the name rules use
 * @param channels the channels it can be sent through
 */
public record Subscription(String id, String name, Set<Channel> channels) {
    public Subscription {
        requireNonNull(id, "id");
        requireNonNull(name, "name");
        channels = Set.copyOf(channels);
    }
}
