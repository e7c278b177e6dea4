package dev.kith.spi;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * The address of one profile, as an export has it.
 *
 * @param email as the audience keeps it; compare addresses without regard to case
 * @param profileKey empty for a profile without a key of this integration
 */
public record ProfileAddress(String email, Optional<String> profileKey) {
    public ProfileAddress {
        requireNonNull(email, "email");
        requireNonNull(profileKey, "profileKey");
    }
}
