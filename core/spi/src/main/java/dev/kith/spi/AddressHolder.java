package dev.kith.spi;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A profile that has an address as its key.
 *
 * @param profileKey the contact key it carries, if the audience tells
 */
public record AddressHolder(Optional<String> profileKey) {
    public AddressHolder {
        requireNonNull(profileKey, "profileKey");
    }
}
