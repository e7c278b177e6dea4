package dev.kith.spi;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * The contacts that a {@link Subject} concerns, or some of them.
 *
 * @param contactKeys at most 1,000, without repeats. The key of a contact that may be gone is among them: {@link
 *     ContactLookup#fetch} then tells
 * @param next where the next part begins; empty after the last one
 * @param sweepNeeded true when contacts may be concerned that could not be named, such as those of a record that is gone.
 *     The host then reads what changed, and the members of the lists and labels it uses
 */
public record Resolution(List<String> contactKeys, Optional<String> next, boolean sweepNeeded) {
    public Resolution {
        contactKeys = List.copyOf(contactKeys);
        requireNonNull(next, "next");
    }

    /** All contacts that are concerned. */
    public static Resolution of(List<String> contactKeys) {
        return new Resolution(contactKeys, Optional.empty(), false);
    }

    /** Contacts that may be concerned, beside others that could not be named. */
    public static Resolution unsure(List<String> contactKeys) {
        return new Resolution(contactKeys, Optional.empty(), true);
    }
}
