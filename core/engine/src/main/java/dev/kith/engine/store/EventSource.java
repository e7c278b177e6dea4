package dev.kith.engine.store;

import static java.util.Arrays.stream;

import java.util.Locale;
import java.util.Optional;

/** Where an event came from. */
public enum EventSource {
    WEBHOOK,
    CATCH_UP,
    /** A person asked for the contact to be synced. */
    MANUAL,
    AUDIENCE,
    /** A person approved a staged action of the contact. */
    APPROVAL,
    /** Another event concerned this contact among others. */
    SPREAD,
    /** A saved list has this member, who has no profile yet (D36). */
    LIST;

    /** The name in the database and in REST. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<EventSource> of(String word) {
        return stream(values()).filter(source -> source.word().equals(word)).findAny();
    }
}
