package dev.kith.spi;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One page of a reading.
 *
 * @param contacts in the order of the source; may repeat contacts of the page before
 * @param next where the next page starts; empty when this was the last page
 * @param total how many contacts the source counts now; empty when it doesn't say
 */
public record ContactPage(List<Contact> contacts, Optional<String> next, OptionalLong total) {
    public ContactPage {
        contacts = List.copyOf(contacts);
        requireNonNull(next, "next");
        requireNonNull(total, "total");
    }
}
