package dev.kith.engine.store;

import static java.util.Arrays.stream;
import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Optional;

/**
 * What an event is about. Events of the same subject are worked on together, one subject at a time.
 *
 * @param type the connector's word for {@link Kind#RECORD}, else empty
 * @param id empty for {@link Kind#SWEEP}
 */
public record EventSubject(Kind kind, String type, String id) {
    /** Whose words type and id are. */
    public enum Kind {
        /** A record of the CRM, in its connector's words: who is concerned has to be asked. */
        RECORD,
        /** A contact, by its key. */
        CONTACT,
        /** A profile of the audience, by its key: its consents may have changed there. */
        PROFILE,
        /** Whatever changed since the event was received: contacts are concerned that nobody could name. */
        SWEEP;

        /** The name in the database and in REST. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Kind> of(String word) {
            return stream(values()).filter(kind -> kind.word().equals(word)).findAny();
        }
    }

    public EventSubject {
        requireNonNull(kind, "kind");
        requireNonNull(type, "type");
        requireNonNull(id, "id");
    }

    public static EventSubject record(String type, String id) {
        return new EventSubject(Kind.RECORD, type, id);
    }

    public static EventSubject contact(String key) {
        return new EventSubject(Kind.CONTACT, "", key);
    }

    public static EventSubject profile(String key) {
        return new EventSubject(Kind.PROFILE, "", key);
    }

    public static EventSubject sweep() {
        return new EventSubject(Kind.SWEEP, "", "");
    }
}
