package dev.kith.tribe;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.CrmDescription;
import dev.kith.spi.CrmField;
import dev.kith.spi.SavedList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one Tribe CRM has at one moment, as the settings want it, and the queries that follow from it.
 *
 * @param gaps what the settings name and Tribe CRM lacks; empty when it can be used
 * @param relationships a query for each set that holds relationships of persons
 * @param contactRows a query for each set of rows that are contacts of their own, if the settings want them so; else for
 *     those of contact rows, with what binds them only
 * @param lists the lists whose members can be read
 */
record Schema(
        List<Field> fields,
        Labels labels,
        List<String> gaps,
        Query persons,
        List<Query> relationships,
        Query contacts,
        Query organisations,
        List<Query> contactRows,
        Metadata metadata,
        List<SavedList> lists) {

    private static final String EXTERNAL_KEY = "ImportId";
    private static final String[] LABEL = {"Name", "IsInactive"};

    Schema {
        fields = List.copyOf(fields);
        gaps = List.copyOf(gaps);
        relationships = List.copyOf(relationships);
        contactRows = List.copyOf(contactRows);
        requireNonNull(metadata, "metadata");
        lists = List.copyOf(lists);
    }

    static Schema load(TribeApi api, Rows rows, TribeSettings settings) {
        Metadata metadata = api.get("$metadata", "$metadata", "application/xml", MetadataReader::read);
        List<String> gaps = new ArrayList<>(Needs.gaps(metadata));
        List<Field> fields = new ArrayList<>(standardFields(metadata));
        fields.addAll(new CustomFields(metadata)
                .find(settings.fields(), gaps).stream()
                        .filter(field -> isAnswered(rows, field))
                        .toList());
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
                Shape.of(metadata, fields, Level.ORGANISATION).query(Level.ORGANISATION.set()),
                contactRows(metadata, fields, settings),
                metadata,
                SavedLists.of(rows, metadata, labels, settings));
    }

    /** A field that the application's user may not see is no field: the host then asks before it clears anything. */
    private static List<Field> standardFields(Metadata metadata) {
        return Field.STANDARD.stream()
                .filter(f -> f.level() == Level.RELATIONSHIPS
                        || metadata.hasPath(metadata.typeOf(f.level().set()), f.path()))
                .toList();
    }

    /** The external key is in $metadata of any Tribe CRM, but some refuse to select it (T39): it is no field then. */
    private static boolean isAnswered(Rows rows, Field field) {
        if (!field.path().equals(List.of(EXTERNAL_KEY))) {
            return true;
        }
        try {
            rows.page(Query.of(field.level().set()).with("$select", "ID," + EXTERNAL_KEY), Order.CREATION, 0, 1);
            return true;
        } catch (ConnectorException e) {
            if (e.kind() != Kind.CONFIG) {
                throw e;
            }
            return false;
        }
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

    private static List<Query> contactRows(Metadata metadata, List<Field> fields, TribeSettings settings) {
        List<Field> own = settings.contactRecords() ? fields : List.of();
        boolean labels = settings.labelLevel() == LabelLevel.PERSON_AND_RELATIONSHIPS;
        return Types.contactSets(metadata).stream()
                .map(set -> {
                    Shape shape = Shape.of(metadata, own, Level.CONTACT, set)
                            .properties("_Type", "CreationDate", "IsFormer", "MailingOptOut")
                            .navigation("Person")
                            .navigation("Relation");
                    return (labels ? shape.navigation("Labels", LABEL) : shape).query(set);
                })
                .toList();
    }

    /** The queries whose rows are the contacts. */
    List<Query> records(TribeSettings settings) {
        return settings.contactRecords() ? contactRows : List.of(persons);
    }

    /** Throws what is missing, if anything is, as one CONFIG exception. */
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
                labels.all(),
                lists);
    }
}
