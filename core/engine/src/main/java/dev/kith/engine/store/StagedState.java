package dev.kith.engine.store;

import static java.util.Arrays.stream;

import java.util.Locale;
import java.util.Optional;

/** Where a staged action stands. */
public enum StagedState {
    /** Its run still reads; it is counted after the last page. */
    COUNTING,
    /** It waits for a person. */
    HELD,
    /** It may be delivered: the contact is planned anew. */
    RELEASED,
    /** A person said no; that stands until the contact's plan is another one. */
    REJECTED;

    /** The name in the database and in REST. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<StagedState> of(String word) {
        return stream(values()).filter(state -> state.word().equals(word)).findAny();
    }
}
