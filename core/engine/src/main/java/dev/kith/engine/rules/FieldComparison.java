package dev.kith.engine.rules;

import dev.kith.spi.FieldType;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** A field of a condition beside the value or the other field that it is compared with: both must be of one type. */
final class FieldComparison {

    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", ">", "<=", ">=");

    private final Schema schema;
    private final BiConsumer<Token, String> problems;

    FieldComparison(Schema schema, BiConsumer<Token, String> problems) {
        this.schema = schema;
        this.problems = problems;
    }

    void compare(Property property, Token sign, Token value) {
        if (!COMPARISONS.contains(sign.text())) {
            return;
        }
        types(property, sign, value);
        String name = property.name();
        boolean quoted = value.kind() == Token.Kind.TEXT;
        boolean number = value.kind() == Token.Kind.NUMBER;
        boolean flag = value.is("true") || value.is("false");
        FieldType type = property.type();
        if (type == FieldType.TEXT && (number || flag)) {
            problems.accept(
                    value,
                    "\"" + name + "\" is a text. Write the value in quotes: " + name + " " + sign.text() + " \""
                            + value.text() + "\"");
        } else if ((type == FieldType.INTEGER || type == FieldType.DECIMAL) && (quoted || flag)) {
            problems.accept(
                    value,
                    "\"" + name + "\" is a number. Write it without quotes, as in: " + name + " " + sign.text()
                            + " 10");
        } else if (type == FieldType.BOOLEAN && (quoted || number)) {
            problems.accept(value, "\"" + name + "\" is true or false. Write: " + name + " == true");
        } else if ((type == FieldType.DATE || type == FieldType.TIMESTAMP) && (quoted || number || flag)) {
            String left = type == FieldType.DATE ? name : "date(" + name + ")";
            problems.accept(
                    value, "\"" + name + "\" is a date. Write: " + left + " " + sign.text() + " date(\"2024-01-31\")");
        } else if (type == FieldType.TEXT_LIST && (quoted || number || flag)) {
            problems.accept(value, "\"" + name + "\" is a list. Write: " + name + " contains " + value.text());
        }
    }

    private void types(Property property, Token sign, Token value) {
        Optional<Property> other = schema.property(value.text());
        boolean numbers = Set.of(FieldType.INTEGER, FieldType.DECIMAL).contains(property.type());
        if (value.kind() == Token.Kind.NAME
                && other.isPresent()
                && other.get().type() != property.type()
                && !(numbers
                        && Set.of(FieldType.INTEGER, FieldType.DECIMAL)
                                .contains(other.get().type()))) {
            problems.accept(
                    value,
                    "\"" + property.name() + "\" and \"" + value.text() + "\" are of different types. Write: text("
                            + property.name() + ") " + sign.text() + " text(" + value.text() + ")");
        }
    }
}
