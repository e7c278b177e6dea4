package dev.kith.tribe;

import static java.util.Objects.requireNonNull;

import dev.kith.spi.FieldType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the custom fields of the settings in $metadata: at the person, the contact row, then the organisation. */
final class CustomFields {
    private static final List<Level> LEVELS = List.of(Level.PERSON, Level.CONTACT, Level.ORGANISATION);

    private final Metadata metadata;

    CustomFields(Metadata metadata) {
        this.metadata = requireNonNull(metadata, "metadata");
    }

    /**
     * Looks up every alias, in the order of their names.
     *
     * @param gaps gets a sentence for every field that isn't there or can't be used
     */
    List<Field> find(Map<String, String> aliases, List<String> gaps) {
        List<Field> fields = new ArrayList<>();
        aliases.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(alias -> {
            Optional<Found> found = LEVELS.stream()
                    .flatMap(level -> at(level, alias.getValue()).stream())
                    .findFirst();
            found.flatMap(f -> f.field(alias.getKey())).ifPresentOrElse(fields::add, () -> gaps.add(gap(alias, found)));
        });
        return fields;
    }

    /** A member of a type, before its type is known to be usable. */
    private record Found(Level level, String wireName, String edmType) {
        Optional<Field> field(String alias) {
            return fieldType(edmType).map(type -> Field.custom(alias, type, level, wireName));
        }
    }

    private Optional<Found> at(Level level, String name) {
        String type = metadata.typeOf(level.set());
        Optional<Found> property = metadata.properties(type).entrySet().stream()
                .filter(e -> Metadata.plainName(e.getKey()).equals(Metadata.plainName(name)))
                .map(e -> new Found(level, e.getKey(), e.getValue()))
                .findFirst();
        return property.or(() -> metadata.navigations(type).entrySet().stream()
                .filter(e -> Metadata.plainName(e.getKey()).equals(Metadata.plainName(name)))
                .map(e -> new Found(level, e.getKey(), e.getValue().many() ? "many" : "one"))
                .findFirst());
    }

    private static Optional<FieldType> fieldType(String edmType) {
        return switch (edmType) {
            case "Edm.String", "Edm.Guid" -> Optional.of(FieldType.TEXT);
            case "Edm.Byte", "Edm.SByte", "Edm.Int16", "Edm.Int32", "Edm.Int64" -> Optional.of(FieldType.INTEGER);
            case "Edm.Decimal", "Edm.Double", "Edm.Single" -> Optional.of(FieldType.DECIMAL);
            case "Edm.Boolean" -> Optional.of(FieldType.BOOLEAN);
            case "Edm.Date" -> Optional.of(FieldType.DATE);
            case "Edm.DateTimeOffset" -> Optional.of(FieldType.TIMESTAMP);
            case "one" -> Optional.of(FieldType.CHOICE);
            case "many" -> Optional.of(FieldType.TEXT_LIST);
            default -> Optional.empty();
        };
    }

    @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
    private static String gap(Map.Entry<String, String> alias, Optional<Found> found) {
        String start = "Setting \"fields\": \"" + alias.getKey() + "\": ";
        return found.map(f -> start + "the field \"" + alias.getValue() + "\" has the type " + f.edmType()
                        + ", which can't be used. Remove it from the settings.")
                .orElse(start + "neither persons, contacts nor organisations have a field \"" + alias.getValue()
                        + "\". Compare it with the API name below the field's name in Tribe CRM (Configuration, the"
                        + " entity, Fields).");
    }
}
