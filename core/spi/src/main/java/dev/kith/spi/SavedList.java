package dev.kith.spi;

import static java.util.Objects.requireNonNull;

/**
 * A list of contacts that the CRM keeps, or that the settings describe.
 *
 * @param key names it in {@link Reading#membersOf}; at most 200 characters, the same after a restart. That of the
 *     contacts with an {@link OptInLabel} is {@code label:} and the label's id; any other is opaque
 * @param title the name people know it by
 */
public record SavedList(String key, String title) {
    public SavedList {
        requireNonNull(key, "key");
        requireNonNull(title, "title");
    }
}
