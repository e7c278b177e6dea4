package dev.kith.engine.rules;

import dev.kith.spi.Attribute;
import dev.kith.spi.Choice;
import dev.kith.spi.FieldType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a value of a case in the type of its field or attribute. */
final class CaseValue {

    private CaseValue() {}

    static Optional<Object> of(FieldType type, Yaml value) {
        return switch (type) {
            case TEXT -> Optional.of(value.text());
            case INTEGER -> of(Attribute.Type.INTEGER, value);
            case DECIMAL -> of(Attribute.Type.DECIMAL, value);
            case BOOLEAN -> of(Attribute.Type.BOOLEAN, value);
            case DATE -> of(Attribute.Type.DATE, value);
            case TIMESTAMP -> of(Attribute.Type.TIMESTAMP, value);
            case CHOICE -> Optional.of(choice(value));
            case TEXT_LIST -> Optional.of(value.items().stream().map(Yaml::text).toList());
        };
    }

    static Optional<Object> of(Attribute.Type type, Yaml value) {
        String text = value.text();
        try {
            return Optional.of(read(type, text));
        } catch (DateTimeException | IllegalArgumentException e) {
            value.problem("\"" + text + "\" is not " + example(type) + ".");
            return Optional.empty();
        }
    }

    private static Object read(Attribute.Type type, String text) {
        return switch (type) {
            case TEXT -> text;
            case INTEGER -> Long.valueOf(text);
            case DECIMAL -> new BigDecimal(text);
            case BOOLEAN -> flag(text);
            case DATE -> LocalDate.parse(text);
            case TIMESTAMP -> Instant.parse(text);
        };
    }

    private static Boolean flag(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("not a flag");
        }
        return text.equals("true");
    }

    private static String example(Attribute.Type type) {
        return switch (type) {
            case TEXT -> "a text";
            case INTEGER -> "a whole number such as 42";
            case DECIMAL -> "a number such as 12.50";
            case BOOLEAN -> "true or false";
            case DATE -> "a date such as 2024-01-31";
            case TIMESTAMP -> "a moment such as 2024-01-31T10:00:00Z";
        };
    }

    /** A code alone, or a map of code, id and name. */
    private static Choice choice(Yaml value) {
        if (!value.isMap()) {
            return new Choice(value.text(), value.text(), value.text());
        }
        Map<String, Yaml> parts = value.entries(List.of("code", "id", "name"));
        if (parts.isEmpty()) {
            value.problem("A choice has a code, an id or a name.");
            return new Choice("", "", "");
        }
        String any = parts.values().iterator().next().text();
        String id = part(parts, "id", any);
        String code = part(parts, "code", id);
        return new Choice(code, id, part(parts, "name", code));
    }

    private static String part(Map<String, Yaml> parts, String key, String fallback) {
        Yaml part = parts.get(key);
        return part == null ? fallback : part.text();
    }
}
