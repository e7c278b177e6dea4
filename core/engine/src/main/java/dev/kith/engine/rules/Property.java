package dev.kith.engine.rules;

import dev.kith.spi.CrmField;
import dev.kith.spi.FieldType;
import java.util.List;
import java.util.Locale;

/**
 * A property of the contact in rules. A choice field has three.
 *
 * @param field the schema's field it comes from; the name itself for those every contact has
 * @param type the type of its values; never {@link FieldType#CHOICE}
 * @param reader the method of {@code ContactFact} that reads it
 */
record Property(String name, String field, FieldType type, String reader) {

    /** Those that every contact has. */
    static List<Property> always() {
        return List.of(
                new Property("email", "email", FieldType.TEXT, "text"),
                new Property("labels", "labels", FieldType.TEXT_LIST, "texts"),
                new Property("allLabels", "allLabels", FieldType.TEXT_LIST, "texts"));
    }

    static List<Property> of(CrmField field) {
        String name = field.name();
        return switch (field.type()) {
            case TEXT -> List.of(new Property(name, name, FieldType.TEXT, "text"));
            case INTEGER -> List.of(new Property(name, name, FieldType.INTEGER, "integer"));
            case DECIMAL -> List.of(new Property(name, name, FieldType.DECIMAL, "decimal"));
            case BOOLEAN -> List.of(new Property(name, name, FieldType.BOOLEAN, "flag"));
            case DATE -> List.of(new Property(name, name, FieldType.DATE, "date"));
            case TIMESTAMP -> List.of(new Property(name, name, FieldType.TIMESTAMP, "timestamp"));
            case TEXT_LIST -> List.of(new Property(name, name, FieldType.TEXT_LIST, "texts"));
            case CHOICE ->
                List.of(
                        new Property(name, name, FieldType.TEXT, "choiceCode"),
                        new Property(name + "Id", name, FieldType.TEXT, "choiceId"),
                        new Property(name + "Name", name, FieldType.TEXT, "choiceName"));
        };
    }

    String getter() {
        return "get" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    String javaType() {
        return switch (type) {
            case TEXT, CHOICE -> "java.lang.String";
            case INTEGER -> "java.lang.Long";
            case DECIMAL -> "java.math.BigDecimal";
            case BOOLEAN -> "java.lang.Boolean";
            case DATE -> "java.time.LocalDate";
            case TIMESTAMP -> "java.time.Instant";
            case TEXT_LIST -> "java.util.List<java.lang.String>";
        };
    }
}
