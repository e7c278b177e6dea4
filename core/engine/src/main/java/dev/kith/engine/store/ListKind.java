package dev.kith.engine.store;

import static java.util.Arrays.stream;

import java.util.Locale;
import java.util.Optional;

/** When a saved list is imported. */
public enum ListKind {
    /** By hand or, if recurring, each morning (S37). */
    OVERVIEW,
    /** Kept in step: on label events and every 60 minutes (S38, D38). */
    SELECTION,
    /** Not any more: a last import takes from the members what they have of it. */
    OFF;

    /** The name in the database and in REST. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<ListKind> of(String word) {
        return stream(values()).filter(kind -> kind.word().equals(word)).findAny();
    }
}
