package dev.kith.spi;

import static java.util.Objects.requireNonNull;

/**
 * A list of contacts that the CRM keeps, or that the settings describe.
 *
 * @param key names it in {@link Reading#membersOf}; opaque, at most 200 characters, the same after a restart
 * @param title the name people know it by
 */
public record SavedList(String key, String title) {
    public SavedList {
        requireNonNull(key, "key");
        requireNonNull(title, "title");
    }
}
