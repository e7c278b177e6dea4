package dev.kith.engine.store;

import java.util.Locale;

/** How far Kith has come with an import. */
public enum ImportState {
    /** Accepted by the audience; whether its rows were sent isn't known. */
    REQUESTED,
    /** All rows were sent. */
    UPLOADED,
    /** The audience has written its rows. */
    COMPLETED,
    /** It ended without all rows being written. */
    FAILED;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ImportState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
