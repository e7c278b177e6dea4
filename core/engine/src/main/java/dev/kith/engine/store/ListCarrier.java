package dev.kith.engine.store;

import static java.util.Arrays.stream;
import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Optional;

/**
 * What profiles of a list's members get (D35).
 *
 * @param id the audience's id of the attribute or tag
 */
public record ListCarrier(Type type, String id) {
    /** An attribute is true for members and empty for others; a tag is set and removed. */
    public enum Type {
        ATTRIBUTE,
        TAG;

        /** The name in the database and in REST. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Type> of(String word) {
            return stream(values()).filter(type -> type.word().equals(word)).findAny();
        }
    }

    public ListCarrier {
        requireNonNull(type, "type");
        requireNonNull(id, "id");
    }
}
