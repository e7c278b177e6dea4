package dev.kith.engine.rules;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a rule set an attribute to, in the types a decision has. */
final class AttributeValue {

    private AttributeValue() {}

    /** Empty for no value: null and a blank text. */
    static Optional<Object> of(String attribute, @Nullable Object value) {
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof String text) {
            return text.isBlank() ? Optional.empty() : Optional.of(text.strip());
        }
        if (value instanceof Character letter) {
            return of(attribute, letter.toString());
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return Optional.of(((Number) value).longValue());
        }
        if (value instanceof Double || value instanceof Float) {
            return Optional.of(decimal(attribute, ((Number) value).doubleValue()));
        }
        boolean asItIs = value instanceof Long
                || value instanceof BigDecimal
                || value instanceof Boolean
                || value instanceof LocalDate
                || value instanceof Instant;
        if (!asItIs) {
            String what = value instanceof List ? "list" : value.getClass().getSimpleName();
            throw new RuleFailure("The attribute \"" + attribute + "\" was set to a " + what
                    + ". Set it to a text, number, date, or true or false.");
        }
        return Optional.of(value);
    }

    private static BigDecimal decimal(String attribute, double value) {
        if (!Double.isFinite(value)) {
            throw new RuleFailure("The attribute \"" + attribute + "\" was set to something that is not a number.");
        }
        return BigDecimal.valueOf(value);
    }
}
