package dev.kith.spi;

/** The type of a CRM field, with the Java type of its values in {@link Contact#values}. */
public enum FieldType {
    /** {@link String}, trimmed, never blank. */
    TEXT,
    /** {@link Long}. */
    INTEGER,
    /** {@link java.math.BigDecimal}. */
    DECIMAL,
    /** {@link Boolean}. */
    BOOLEAN,
    /** {@link java.time.LocalDate}. */
    DATE,
    /** {@link java.time.Instant}. */
    TIMESTAMP,
    /** {@link Choice}. */
    CHOICE,
    /** {@code List<String>}, never empty. */
    TEXT_LIST
}
