package dev.kith.tribe.sim.model;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The primitive types; integers of both sizes are held as {@code Long}. */
public enum Edm {
    GUID("Edm.Guid"),
    STRING("Edm.String"),
    BOOLEAN("Edm.Boolean"),
    INT32("Edm.Int32"),
    INT64("Edm.Int64"),
    DOUBLE("Edm.Double"),
    DECIMAL("Edm.Decimal"),
    DATE("Edm.Date"),
    INSTANT("Edm.DateTimeOffset");

    private final String wire;

    Edm(String wire) {
        this.wire = wire;
    }

    public String wire() {
        return wire;
    }

    public boolean isNumber() {
        return this == INT32 || this == INT64 || this == DOUBLE || this == DECIMAL;
    }

    /**
     * Reads a JSON value.
     *
     * @throws IllegalArgumentException when it is of another type
     */
    public @Nullable Object fromJson(JsonNode node) {
        if (node.isNull()) {
            return null;
        }
        boolean fits = switch (this) {
            case BOOLEAN -> node.isBoolean();
            case INT32 -> node.canConvertToInt() && node.isIntegralNumber();
            case INT64 -> node.canConvertToLong() && node.isIntegralNumber();
            case DOUBLE, DECIMAL -> node.isNumber();
            case GUID, STRING, DATE, INSTANT -> node.isTextual();
        };
        if (!fits) {
            throw new IllegalArgumentException("not a value of " + wire + ": " + node);
        }
        return value(node);
    }

    private Object value(JsonNode node) {
        try {
            return switch (this) {
                case GUID -> UUID.fromString(node.textValue());
                case STRING -> node.textValue();
                case BOOLEAN -> node.booleanValue();
                case INT32, INT64 -> node.longValue();
                case DOUBLE -> node.doubleValue();
                case DECIMAL -> node.decimalValue();
                case DATE -> LocalDate.parse(node.textValue());
                case INSTANT ->
                    OffsetDateTime.parse(node.textValue()).toInstant().truncatedTo(ChronoUnit.SECONDS);
            };
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("not a value of " + wire + ": " + node, e);
        }
    }

    /** Writes a value as JSON. */
    public static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof BigDecimal number) {
            json.writeNumber(number);
        } else if (value instanceof Double number) {
            json.writeNumber(number);
        } else if (value instanceof Instant instant) {
            json.writeString(instant.truncatedTo(ChronoUnit.SECONDS).toString());
        } else {
            json.writeString(value.toString());
        }
    }
}
