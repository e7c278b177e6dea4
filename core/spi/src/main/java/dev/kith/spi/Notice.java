package dev.kith.spi;

import static java.util.Objects.requireNonNull;

/**
 * What a webhook delivery says: that something happened to a record. It is a hint; what is true is fetched.
 *
 * @param kind what is said to have happened
 */
public record Notice(Subject subject, Kind kind) {
    /** What happened to a record. */
    public enum Kind {
        CREATED,
        UPDATED,
        /** Counts only once a lookup has confirmed it. */
        DELETED,
        /** The CRM didn't say. */
        UNKNOWN
    }

    public Notice {
        requireNonNull(subject, "subject");
        requireNonNull(kind, "kind");
    }
}
