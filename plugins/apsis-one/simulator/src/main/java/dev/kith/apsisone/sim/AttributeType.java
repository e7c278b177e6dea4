package dev.kith.apsisone.sim;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/** The types of attributes, each with the JSON it takes (A8). */
enum AttributeType {
    TEXT,
    INTEGER,
    DECIMAL,
    BOOLEAN,
    DATE,
    TIMESTAMP;

    private static final int MAX_TEXT = 1000;
    /** The last second of the year 9999; anything above was meant as milliseconds. */
    private static final long MAX_SECONDS = 253_402_300_799L;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The value to keep; empty when the JSON is not of this type. */
    Optional<Object> read(JsonNode node) {
        return switch (this) {
            case TEXT -> text(node);
            case INTEGER -> integer(node);
            case DECIMAL -> node.isNumber() ? Optional.of(decimal(node)) : Optional.empty();
            case BOOLEAN -> node.isBoolean() ? Optional.of(node.booleanValue()) : Optional.empty();
            case DATE ->
                node.isTextual() && isDate(node.textValue()) ? Optional.of(node.textValue()) : Optional.empty();
            case TIMESTAMP -> integer(node).filter(seconds -> (Long) seconds <= MAX_SECONDS);
        };
    }

    private static Optional<Object> text(JsonNode node) {
        if (!node.isTextual()) {
            return Optional.empty();
        }
        String text = node.textValue();
        return text.codePointCount(0, text.length()) <= MAX_TEXT ? Optional.of(text) : Optional.empty();
    }

    private static Optional<Object> integer(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong() ? Optional.of(node.longValue()) : Optional.empty();
    }

    private static BigDecimal decimal(JsonNode node) {
        return node.decimalValue();
    }

    private static boolean isDate(String text) {
        try {
            return text.length() == 10 && LocalDate.parse(text).getYear() > 0;
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
