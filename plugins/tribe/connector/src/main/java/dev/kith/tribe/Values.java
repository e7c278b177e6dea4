package dev.kith.tribe;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.spi.Choice;
import dev.kith.spi.FieldType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Reads typed values out of JSON. */
final class Values {
    private static final int MOST_DIGITS = 100;

    private Values() {}

    /**
     * The value of a node; empty for null, missing and blank ones.
     *
     * @throws IllegalArgumentException when it isn't of the type
     */
    static Optional<Object> read(FieldType type, JsonNode node) {
        if (node.isNull()
                || node.isMissingNode()
                || (node.isTextual() && node.textValue().isBlank())) {
            return Optional.empty();
        }
        try {
            return type == FieldType.TEXT_LIST
                    ? list(node)
                    : Optional.of(type == FieldType.CHOICE ? choice(node) : scalar(type, node));
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException("not a value of type " + type, e);
        }
    }

    /** Trimmed; empty for null, missing and blank ones. */
    static Optional<String> text(JsonNode node) {
        return node.isValueNode() && !node.isNull()
                ? Optional.of(node.asText().strip()).filter(t -> !t.isEmpty())
                : Optional.empty();
    }

    private static Object scalar(FieldType type, JsonNode node) {
        String text = text(node).orElseThrow(() -> new IllegalArgumentException("not a value"));
        return switch (type) {
            case TEXT -> oneLine(text);
            case INTEGER -> new BigDecimal(text).longValueExact();
            case DECIMAL -> plain(new BigDecimal(text));
            case BOOLEAN -> truth(text);
            case DATE -> LocalDate.parse(text);
            case TIMESTAMP -> instant(text);
            case CHOICE, TEXT_LIST -> throw new IllegalArgumentException("not a scalar type");
        };
    }

    /** Tribe spreads computed names over several lines (T12). */
    private static String oneLine(String text) {
        return text.replaceAll("\\s*\\R\\s*", " ");
    }

    /** 12.50 and 12.5 are one value, and 100 isn't written 1E+2. A number of a million digits is none. */
    private static BigDecimal plain(BigDecimal number) {
        if (Math.abs((long) number.scale()) > MOST_DIGITS) {
            throw new IllegalArgumentException("too many digits");
        }
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static Boolean truth(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("neither true nor false");
        }
        return Boolean.valueOf(text);
    }

    private static Instant instant(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    private static Choice choice(JsonNode node) {
        String id = text(node.path("ID")).orElseThrow(() -> new IllegalArgumentException("a choice without an ID"));
        String code = text(node.path("Code")).orElse(id);
        String name = text(node.path("_Name")).or(() -> text(node.path("Name"))).orElse(code);
        return new Choice(code, id, name);
    }

    /** Whether a flag is set; null is not, and what isn't understood is: each of our flags forbids something. */
    static boolean isYes(JsonNode flag) {
        boolean no = flag.isMissingNode()
                || flag.isNull()
                || (flag.isValueNode() && flag.asText().strip().matches("(?i)|false|0|no"));
        return !no;
    }

    private static Optional<Object> list(JsonNode node) {
        List<String> codes = StreamSupport.stream(node.spliterator(), false)
                .map(n -> choice(n).code())
                .distinct()
                .sorted()
                .toList();
        return codes.isEmpty() ? Optional.empty() : Optional.of(codes);
    }
}
