package dev.kith.tribe;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.spi.Resolution;
import dev.kith.spi.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names the contacts that a changed record concerns: a person, a relationship, an organisation or a label. What kind of
 * record an ID belongs to is looked up when the notice didn't say.
 */
final class Subjects {
    static final Pattern GUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    static final String ENTITY = "entity";
    static final String RELATIONSHIP = "relationship";

    private final Rows rows;
    private final Schema schema;
    private final TribeSettings settings;

    Subjects(Rows rows, Schema schema, TribeSettings settings) {
        this.rows = requireNonNull(rows, "rows");
        this.schema = requireNonNull(schema, "schema");
        this.settings = requireNonNull(settings, "settings");
    }

    Resolution resolve(Subject subject, Optional<String> cursor) {
        if (!GUID.matcher(subject.id()).matches()) {
            return Resolution.of(List.of());
        }
        return subject.type().equals(ENTITY)
                ? ofUnknownType(subject.id(), cursor)
                : ofType(subject.type(), subject.id(), cursor);
    }

    /** A record that isn't there may have been a person, or a label or organisation with many. */
    private Resolution ofUnknownType(String id, Optional<String> cursor) {
        Query query = Query.of("Entity").with("$select", "ID,_Type");
        if (!schema.metadata().hasSet("Entity")) {
            return Resolution.unsure(List.of(id));
        }
        List<JsonNode> found = rows.whereIn(query, "ID", List.of(id));
        return found.isEmpty()
                ? Resolution.unsure(List.of(id))
                : ofType(found.get(0).path("_Type").asText(""), id, cursor);
    }

    private Resolution ofType(String type, String id, Optional<String> cursor) {
        return switch (type) {
            case Types.PERSON -> ofPerson(id);
            case Types.LABEL -> ofLabel(id, cursor);
            case Types.ORGANISATION -> ofOrganisation(id, cursor);
            default -> isRelationship(type) ? ofRelationship(id) : Resolution.of(List.of());
        };
    }

    private boolean isRelationship(String type) {
        return type.equals(RELATIONSHIP)
                || Types.family(schema.metadata(), Level.RELATIONSHIPS.set()).stream()
                        .anyMatch(set -> Types.dotted(set).equals(type));
    }

    /** A person without contact rows, or who is gone, may have had some. */
    private Resolution ofPerson(String id) {
        List<String> keys = new Records(rows, schema, settings).keysOf(List.of(id));
        return keys.isEmpty() ? Resolution.unsure(keys) : Resolution.of(keys);
    }

    private Resolution ofRelationship(String id) {
        List<String> keys = new ArrayList<>();
        for (Query query : schema.relationships()) {
            List<String> persons = Records.personsOf(rows.whereIn(query, "ID", List.of(id)));
            keys.addAll(new Records(rows, schema, settings).keysOf(persons));
        }
        if (!keys.isEmpty()) {
            return Resolution.of(keys);
        }
        // Whose it was isn't known any more; as a contact of its own it has its key (T26).
        boolean known = schema.metadata().hasSet(Level.RELATIONSHIPS.set())
                && !rows.whereIn(Query.of(Level.RELATIONSHIPS.set()).with("$select", "ID"), "ID", List.of(id))
                        .isEmpty();
        List<String> itself = settings.contactRecords() ? List.of(id) : List.of();
        return known ? Resolution.of(List.of()) : Resolution.unsure(itself);
    }

    private Resolution ofLabel(String id, Optional<String> cursor) {
        if (schema.labels().all().stream().noneMatch(label -> label.id().equals(id))
                && rows.whereIn(Query.of("Label").with("$select", "ID"), "ID", List.of(id))
                        .isEmpty()) {
            return Resolution.unsure(List.of());
        }
        Members.Page page = new Members(rows, schema, settings).page("Label(" + id + ")", cursor.map(Cursor::parse));
        return new Resolution(page.keys(), page.next().map(Cursor::text), false);
    }

    private Resolution ofOrganisation(String id, Optional<String> cursor) {
        Place place = cursor.map(Place::parse).orElse(Place.START);
        Query query = schema.contactRows().get(place.phase()).where("Relation/ID eq " + id);
        RowPages.Slice slice = new RowPages(rows, query, settings.pageSize()).at(place.cursor());
        List<String> keys = settings.contactRecords()
                ? slice.rows().stream().map(Records::id).toList()
                : Records.personsOf(slice.rows());
        Optional<Place> next = slice.next().isPresent()
                ? slice.next().map(place::at)
                : place.after(schema.contactRows().size());
        return new Resolution(keys, next.map(Place::text), false);
    }
}
