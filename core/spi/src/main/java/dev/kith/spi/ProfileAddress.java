package dev.kith.spi;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * An address by which one profile is found, as an export has it: of email, or the value of another key as text, such as the
 * digits of a mobile number.
 *
 * @param address as the audience keeps it; compare addresses without regard to case
 * @param profileKey empty for a profile without a key of this integration
 */
public record ProfileAddress(String address, Optional<String> profileKey) {
    public ProfileAddress {
        requireNonNull(address, "address");
        requireNonNull(profileKey, "profileKey");
    }
}
