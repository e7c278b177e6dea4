package dev.kith.engine.sync;

import dev.kith.spi.Attribute;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/**
 * Fits a value that a rule set to an attribute's type (D46). What can be turned without loss is turned: digits to a
 * number, anything to text. Pure.
 */
final class Fit {
    private Fit() {}

    /** The value in the attribute's Java type; empty when it doesn't fit. */
    static Optional<Object> to(Attribute attribute, Object value) {
        return switch (attribute.type()) {
            case TEXT -> text(value, attribute.maxLength());
            case INTEGER -> integer(value);
            case DECIMAL -> decimal(value);
            case BOOLEAN -> value instanceof Boolean ? Optional.of(value) : bool(value.toString());
            case DATE -> date(value);
            case TIMESTAMP -> timestamp(value);
        };
    }

    /** Why a value doesn't fit, without the value itself. */
    static String misfit(Attribute attribute, Object value) {
        boolean tooLong = attribute.type() == Attribute.Type.TEXT;
        String found = tooLong
                ? "text of "
                        + canonical(value).codePointCount(0, canonical(value).length()) + " characters"
                : "a value of type " + value.getClass().getSimpleName() + " that isn't one";
        String wanted = tooLong
                ? "at most " + attribute.maxLength() + " characters"
                : attribute.type().name().toLowerCase(Locale.ROOT);
        return "\"" + attribute.name() + "\" takes " + wanted + ", found " + found;
    }

    /** One text for one value, for comparing and storing. */
    static String canonical(Object value) {
        if (value instanceof BigDecimal number) {
            return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
        }
        return value.toString();
    }

    private static Optional<Object> text(Object value, int maxLength) {
        String text = canonical(value);
        return text.codePointCount(0, text.length()) <= maxLength ? Optional.of(text) : Optional.empty();
    }

    private static Optional<Object> integer(Object value) {
        try {
            if (value instanceof Long) {
                return Optional.of(value);
            }
            if (value instanceof Boolean || value instanceof LocalDate || value instanceof Instant) {
                return Optional.empty();
            }
            return Optional.of(new BigDecimal(value.toString().strip()).longValueExact());
        } catch (ArithmeticException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Object> decimal(Object value) {
        try {
            return Optional.of(
                    value instanceof BigDecimal
                            ? value
                            : new BigDecimal(value.toString().strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Object> bool(String text) {
        return text.equals("true") || text.equals("false") ? Optional.of(Boolean.valueOf(text)) : Optional.empty();
    }

    private static Optional<Object> date(Object value) {
        try {
            if (value instanceof Instant instant) {
                return Optional.of(LocalDate.ofInstant(instant, ZoneOffset.UTC));
            }
            return Optional.of(value instanceof LocalDate ? value : LocalDate.parse(value.toString()));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<Object> timestamp(Object value) {
        try {
            if (value instanceof LocalDate date) {
                return Optional.of(date.atStartOfDay(ZoneOffset.UTC).toInstant());
            }
            return Optional.of(value instanceof Instant ? value : Instant.parse(value.toString()));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
