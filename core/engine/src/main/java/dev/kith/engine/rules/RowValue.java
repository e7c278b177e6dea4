package dev.kith.engine.rules;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;

/** Writes a value into a rule file as a literal, so that it stays a value whatever it holds. */
final class RowValue {

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,18})?");

    private RowValue() {}

    /** The literal of a value of the property; empty when the property can't have such a value. */
    static Optional<String> literal(Property property, Object value) {
        return switch (property.type()) {
            case TEXT, CHOICE, TEXT_LIST -> text(value).map(RowValue::quoted);
            case INTEGER -> number(value).filter(number -> number.indexOf('.') < 0);
            case DECIMAL -> number(value);
            case BOOLEAN -> value instanceof Boolean ? Optional.of(value.toString()) : Optional.empty();
            case DATE -> text(value).filter(RowValue::isDate).map(date -> "date(" + quoted(date) + ")");
            case TIMESTAMP -> Optional.empty();
        };
    }

    /** What a literal of the property says; a number that it can't have answers empty. */
    static Optional<Object> number(Property property, String literal) {
        if (!NUMBER.matcher(literal).matches()) {
            return Optional.empty();
        }
        return switch (property.type()) {
            case DECIMAL -> Optional.of(new BigDecimal(literal));
            case INTEGER -> literal.contains(".") ? Optional.empty() : Optional.of(Long.valueOf(literal));
            default -> Optional.empty();
        };
    }

    /** A text between quotes. */
    static String quoted(String text) {
        return "\""
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\t", "\\t")
                + "\"";
    }

    /** The text that stands between the quotes of a literal. */
    static String unquoted(String literal) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < literal.length() - 1; i++) {
            char c = literal.charAt(i);
            text.append(c == '\\' ? escaped(literal.charAt(++i)) : c);
        }
        return text.toString();
    }

    private static char escaped(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            default -> c;
        };
    }

    private static Optional<String> text(Object value) {
        return value instanceof String text ? Optional.of(text) : Optional.empty();
    }

    private static Optional<String> number(Object value) {
        boolean number = value instanceof Long || value instanceof BigDecimal || value instanceof BigInteger;
        if (!number || (value instanceof BigDecimal decimal && Math.abs(decimal.scale()) > 18)) {
            return Optional.empty();
        }
        String plain = value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
        return Optional.of(plain).filter(text -> NUMBER.matcher(text).matches());
    }

    private static boolean isDate(String text) {
        try {
            LocalDate.parse(text);
            return text.length() == 10;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
