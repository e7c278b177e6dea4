package dev.kith.spi;

import static java.util.Objects.requireNonNull;

/**
 * An attribute of profiles.
 *
 * @param id the audience's id; used in writes
 * @param name the name rules use
 * @param purpose whether the host fills it by itself
 * @param maxLength the longest text, in characters; {@link Integer#MAX_VALUE} for no limit
 * @param writable whether this connector may write it
 */
public record Attribute(String id, String name, Type type, Purpose purpose, int maxLength, boolean writable) {

    /** The type of an attribute, with the Java type of its values in {@link ProfileWrite#set}. */
    public enum Type {
        /** {@link String}. */
        TEXT,
        /** {@link Long}. */
        INTEGER,
        /** {@link java.math.BigDecimal}. */
        DECIMAL,
        /** {@link Boolean}. */
        BOOLEAN,
        /** {@link java.time.LocalDate}. */
        DATE,
        /** {@link java.time.Instant}; the audience may keep whole seconds only. */
        TIMESTAMP
    }

    /** Who fills an attribute. */
    public enum Purpose {
        /** Rules, if they want. */
        MAPPED,
        /** The host, with the contact's address; a key of profiles, so never cleared. */
        EMAIL,
        /** The host, with the contact key; a key of profiles, so never cleared. */
        CONTACT_KEY,
        /** Rules, with the mobile number, the address of the SMS channel; a key of profiles, so never cleared. */
        MAPPED_KEY
    }

    public Attribute {
        requireNonNull(id, "id");
        requireNonNull(name, "name");
        requireNonNull(type, "type");
        requireNonNull(purpose, "purpose");
    }
}
