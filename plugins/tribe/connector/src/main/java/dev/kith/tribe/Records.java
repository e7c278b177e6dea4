package dev.kith.tribe;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.kith.spi.Contact;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes contacts of the rows that stand for them: of persons, or of contact rows if the settings want it so (D1). */
final class Records {
    private final Rows rows;
    private final Schema schema;
    private final TribeSettings settings;
    private final ContactMaker maker;

    Records(Rows rows, Schema schema, TribeSettings settings) {
        this.rows = requireNonNull(rows, "rows");
        this.schema = requireNonNull(schema, "schema");
        this.settings = requireNonNull(settings, "settings");
        this.maker = new ContactMaker(schema, settings);
    }

    /** What could not be read so far. */
    List<String> unreadable() {
        return maker.unreadable();
    }

    /** The contacts with these keys that are there. */
    List<Contact> fetch(List<String> keys) {
        List<JsonNode> found = new ArrayList<>();
        for (Query query : schema.records(settings)) {
            found.addAll(rows.whereIn(query, "ID", keys));
        }
        return contacts(found);
    }

    /** Contacts of rows of {@link Schema#records}. */
    List<Contact> contacts(List<JsonNode> found) {
        return settings.contactRecords() ? ofContactRows(found) : ofPersons(found);
    }

    private List<Contact> ofPersons(List<JsonNode> persons) {
        Map<String, Ties> ties = new Relationships(rows, schema)
                .of(persons.stream().map(Records::id).toList());
        return persons.stream()
                .map(p -> maker.make(p, ties.getOrDefault(id(p), Ties.NONE)))
                .toList();
    }

    /** A row whose person is gone or hidden is no contact. */
    private List<Contact> ofContactRows(List<JsonNode> contactRows) {
        List<String> ids = personsOf(contactRows);
        Relationships relationships = new Relationships(rows, schema);
        Map<String, JsonNode> persons = Relationships.byId(rows.whereIn(schema.persons(), "ID", ids));
        Map<String, List<JsonNode>> others = relationships.byPerson(ids);
        Map<String, JsonNode> organisations = relationships.organisations(contactRows);
        List<Contact> contacts = new ArrayList<>();
        for (JsonNode row : contactRows) {
            Optional<JsonNode> person = personOf(row).map(persons::get);
            JsonNode organisation =
                    organisations.getOrDefault(Relationships.organisationId(row), MissingNode.getInstance());
            person.ifPresent(p -> contacts.add(maker.make(
                    id(row), p, new Ties(List.of(row), row, organisation, others.getOrDefault(id(p), List.of())))));
        }
        return contacts;
    }

    /** The keys of the contacts that stand for persons. */
    List<String> keysOf(List<String> personIds) {
        if (!settings.contactRecords()) {
            return personIds;
        }
        Set<String> keys = new LinkedHashSet<>();
        for (Query query : schema.contactRows()) {
            rows.whereIn(query, "Person/ID", personIds).forEach(row -> keys.add(id(row)));
        }
        return List.copyOf(keys);
    }

    /** The rows behind keys, with their IDs. */
    List<JsonNode> rowsOf(List<String> keys) {
        Map<String, JsonNode> byId = new LinkedHashMap<>();
        for (Query query : schema.records(settings)) {
            rows.whereIn(query, "ID", keys).forEach(row -> byId.put(id(row), row));
        }
        return List.copyOf(byId.values());
    }

    static List<String> personsOf(List<JsonNode> relationships) {
        return relationships.stream()
                .flatMap(row -> personOf(row).stream())
                .distinct()
                .toList();
    }

    private static Optional<String> personOf(JsonNode row) {
        return Values.text(row.path("Person").path("ID"));
    }

    static String id(JsonNode row) {
        return row.path("ID").asText();
    }
}
