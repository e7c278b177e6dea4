package dev.kith.engine.store;

import static java.util.Arrays.stream;

import java.util.Locale;
import java.util.Optional;

/** Where an event of the inbox is: pending, or ended in exactly one way. */
public enum EventState {
    PENDING,
    /** Something was written, or handed on to the contacts it concerns. */
    APPLIED,
    UNCHANGED,
    OUT_OF_SCOPE,
    /** A dangerous write that waits for approval. */
    STAGED,
    /** Done together with a later event of the same subject. */
    COLLAPSED,
    /** Nothing depends on it. */
    IGNORED,
    /** A person removed it. */
    DROPPED,
    /** Its attempts are used up; it can be retried by hand. */
    DEAD;

    /** The name in the database and in REST. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<EventState> of(String word) {
        return stream(values()).filter(state -> state.word().equals(word)).findAny();
    }
}
