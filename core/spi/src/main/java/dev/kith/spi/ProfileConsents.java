package dev.kith.spi;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** The consents of one profile, as an export has them. */
public record ProfileConsents(String profileKey, List<ConsentState> consents) {
    public ProfileConsents {
        requireNonNull(profileKey, "profileKey");
        consents = List.copyOf(consents);
    }
}
