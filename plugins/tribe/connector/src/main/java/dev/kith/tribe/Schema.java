package dev.kith.tribe;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.CrmDescription;
import dev.kith.spi.CrmField;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one Tribe CRM has at one moment, as the settings want it, and the queries that follow from it.
 *
 * @param gaps what the settings name and Tribe CRM lacks; empty when it can be used
 * @param relationships a query for each set that holds relationships of persons
 */
record Schema(
        List<Field> fields,
        Labels labels,
        List<String> gaps,
        Query persons,
        List<Query> relationships,
        Query contacts,
        Query organisations) {

    private static final String[] LABEL = {"Name", "IsInactive"};

    Schema {
        fields = List.copyOf(fields);
        gaps = List.copyOf(gaps);
        relationships = List.copyOf(relationships);
    }

    static Schema load(TribeApi api, Rows rows, TribeSettings settings) {
        Metadata metadata = api.get("$metadata", "$metadata", "application/xml", MetadataReader::read);
        List<String> gaps = new ArrayList<>(Needs.gaps(metadata));
        List<Field> fields = new ArrayList<>(standardFields(metadata));
        fields.addAll(new CustomFields(metadata).find(settings.fields(), gaps));
        Labels labels = labels(rows, settings.labels(), gaps);
        return new Schema(
                fields,
                labels,
                gaps,
                Shape.of(metadata, fields, Level.PERSON)
                        .properties("EmailAddress")
                        .navigation("Labels", LABEL)
                        .query(Level.PERSON.set()),
                relationships(metadata, settings.labelLevel()),
                Shape.of(metadata, fields, Level.CONTACT).navigation("Relation").query(Level.CONTACT.set()),
                Shape.of(metadata, fields, Level.ORGANISATION).query(Level.ORGANISATION.set()));
    }

    /** A field that the application's user may not see is no field: the host then asks before it clears anything. */
    private static List<Field> standardFields(Metadata metadata) {
        return Field.STANDARD.stream()
                .filter(f -> f.level() == Level.RELATIONSHIPS
                        || metadata.hasPath(metadata.typeOf(f.level().set()), f.path()))
                .toList();
    }

    private static Labels labels(Rows rows, Map<String, String> aliases, List<String> gaps) {
        List<JsonNode> found = rows.all(Query.of("Label").with("$select", "ID,Name,IsInactive"));
        return Labels.of(found, aliases, gaps);
    }

    private static List<Query> relationships(Metadata metadata, LabelLevel level) {
        Set<String> sets = metadata.setsDeclaring(Level.RELATIONSHIPS.set(), "Person");
        return sets.stream()
                .map(set -> {
                    Shape shape = new Shape(metadata, metadata.typeOf(set))
                            .properties("_Type", "CreationDate", "IsFormer", "MailingOptOut")
                            .navigation("Person");
                    boolean labels = level == LabelLevel.PERSON_AND_RELATIONSHIPS;
                    return (labels ? shape.navigation("Labels", LABEL) : shape).query(set);
                })
                .toList();
    }

    /** @throws ConnectorException CONFIG with every gap */
    Schema orThrow() {
        if (gaps.isEmpty()) {
            return this;
        }
        throw new ConnectorException(Kind.CONFIG, String.join("\n", gaps));
    }

    CrmDescription describe() {
        return new CrmDescription(
                fields.stream()
                        .map(f -> new CrmField(f.name(), f.title(), f.type()))
                        .toList(),
                labels.all());
    }
}
