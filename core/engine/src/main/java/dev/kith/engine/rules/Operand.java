package dev.kith.engine.rules;

import dev.kith.rules.Fn;
import dev.kith.spi.FieldType;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One side of a comparison in a condition, as far as its tokens show what it is.
 *
 * @param literal whether it is a value that is written out
 * @param field whether it is a field alone
 */
record Operand(Kind kind, String text, boolean literal, boolean field) {

    enum Kind {
        TEXT("a text"),
        NUMBER("a number"),
        FLAG("true or false"),
        DATE("a date"),
        MOMENT("a moment"),
        LIST("a list"),
        UNKNOWN("");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    static final Operand NONE = new Operand(Kind.UNKNOWN, "", false, false);

    private static final Map<Class<?>, Kind> OF_CLASS = Map.of(
            String.class, Kind.TEXT,
            Long.class, Kind.NUMBER,
            BigDecimal.class, Kind.NUMBER,
            boolean.class, Kind.FLAG,
            LocalDate.class, Kind.DATE);
    private static final Map<String, Kind> HELPERS = Arrays.stream(Fn.class.getDeclaredMethods())
            .filter(method -> Vocabulary.FUNCTIONS.contains(method.getName()))
            .collect(Collectors.toUnmodifiableMap(Method::getName, Operand::kindOf, (one, other) -> one));
    private static final Set<String> TEXTS =
            Set.of("trim", "strip", "toLowerCase", "toUpperCase", "substring", "toString");
    private static final Set<String> NUMBERS = Set.of(
            "length",
            "indexOf",
            "size",
            "longValue",
            "intValue",
            "compareTo",
            "getYear",
            "getMonthValue",
            "getDayOfMonth");
    private static final Set<String> FLAGS = Set.of(
            "isEmpty",
            "isBlank",
            "startsWith",
            "endsWith",
            "contains",
            "equals",
            "equalsIgnoreCase",
            "booleanValue",
            "isBefore",
            "isAfter");

    private static Kind kindOf(Method helper) {
        return OF_CLASS.getOrDefault(helper.getReturnType(), Kind.UNKNOWN);
    }

    static Operand field(String name, FieldType type) {
        return new Operand(kindOf(type), name, false, true);
    }

    /** A name that a condition gave to a field. */
    static Operand named(String name, FieldType type) {
        return new Operand(kindOf(type), name, false, false);
    }

    static Operand literal(Token token) {
        Kind kind = token.kind() == Token.Kind.TEXT
                ? Kind.TEXT
                : token.kind() == Token.Kind.NUMBER
                        ? Kind.NUMBER
                        : token.is("true") || token.is("false") ? Kind.FLAG : Kind.UNKNOWN;
        return new Operand(kind, token.text(), true, false);
    }

    static Operand helper(String name) {
        return new Operand(HELPERS.getOrDefault(name, Kind.UNKNOWN), name + "(...)", false, false);
    }

    static Operand method(String name) {
        Kind kind = TEXTS.contains(name)
                ? Kind.TEXT
                : NUMBERS.contains(name) ? Kind.NUMBER : FLAGS.contains(name) ? Kind.FLAG : Kind.UNKNOWN;
        return new Operand(kind, name + "(...)", false, false);
    }

    private static Kind kindOf(FieldType type) {
        return switch (type) {
            case TEXT, CHOICE -> Kind.TEXT;
            case INTEGER, DECIMAL -> Kind.NUMBER;
            case BOOLEAN -> Kind.FLAG;
            case DATE -> Kind.DATE;
            case TIMESTAMP -> Kind.MOMENT;
            case TEXT_LIST -> Kind.LIST;
        };
    }

    boolean known() {
        return kind != Kind.UNKNOWN;
    }

    boolean is(Kind other) {
        return kind == other;
    }
}
