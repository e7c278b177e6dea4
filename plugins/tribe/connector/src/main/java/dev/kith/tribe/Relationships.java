package dev.kith.tribe;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads the relationships of persons, by {@code Person/ID}, in groups.
 *
 * <p>Expanding {@code Relationships} on the person would take fewer calls, but it isn't known whether that navigation holds
 * the relationships in which the person is the child, and a missed opt-out is a wrong mail. Only the default contact
 * row of a person is then read whole: of the rows that aren't former, else of all, the one created first (then by ID).
 */
final class Relationships {
    private static final String CONTACT_TYPE = Level.CONTACT.set().replace('_', '.');
    private static final Comparator<JsonNode> DEFAULT_FIRST = Comparator.comparing(Ties::isFormer)
            .thenComparing(r -> r.path("CreationDate").asText(""))
            .thenComparing(r -> r.path("ID").asText(""));

    private final Rows rows;
    private final Schema schema;

    Relationships(Rows rows, Schema schema) {
        this.rows = requireNonNull(rows, "rows");
        this.schema = requireNonNull(schema, "schema");
    }

    /** The ties of each person who has any, by person id. */
    Map<String, Ties> of(List<String> personIds) {
        Map<String, List<JsonNode>> byPerson = byPerson(personIds);
        Map<String, JsonNode> contacts = defaultContacts(byPerson);
        Map<String, JsonNode> organisations = organisations(contacts.values());
        Map<String, Ties> ties = new HashMap<>();
        byPerson.forEach((person, all) -> {
            JsonNode contact = contacts.getOrDefault(person, MissingNode.getInstance());
            JsonNode organisation = organisations.getOrDefault(organisationId(contact), MissingNode.getInstance());
            ties.put(person, new Ties(all, contact, organisation));
        });
        return ties;
    }

    /** Every relationship of the persons, by person id. */
    Map<String, List<JsonNode>> byPerson(List<String> personIds) {
        Map<String, List<JsonNode>> byPerson = new LinkedHashMap<>();
        for (Query query : schema.relationships()) {
            for (JsonNode row : rows.whereIn(query, "Person/ID", personIds)) {
                String person = row.path("Person").path("ID").asText("");
                byPerson.computeIfAbsent(person, p -> new ArrayList<>()).add(row);
            }
        }
        return byPerson;
    }

    /** A row that is deleted between the two readings gives way to the next. */
    private Map<String, JsonNode> defaultContacts(Map<String, List<JsonNode>> byPerson) {
        Map<String, List<String>> candidates = new LinkedHashMap<>();
        byPerson.forEach((person, all) -> candidates.put(
                person,
                all.stream()
                        .filter(r -> r.path("_Type").asText("").equals(CONTACT_TYPE))
                        .sorted(DEFAULT_FIRST)
                        .map(r -> r.path("ID").asText())
                        .collect(Collectors.toCollection(ArrayList::new))));
        candidates.values().removeIf(List::isEmpty);
        Map<String, JsonNode> found = new HashMap<>();
        while (!candidates.isEmpty()) {
            List<String> wanted =
                    candidates.values().stream().map(ids -> ids.remove(0)).toList();
            Map<String, JsonNode> byId = byId(rows.whereIn(schema.contacts(), "ID", wanted));
            int i = 0;
            for (String person : candidates.keySet()) {
                JsonNode row = byId.get(wanted.get(i++));
                if (row != null) {
                    found.put(person, row);
                }
            }
            candidates
                    .entrySet()
                    .removeIf(e -> found.containsKey(e.getKey()) || e.getValue().isEmpty());
        }
        return found;
    }

    /** The organisations of contact rows by their id. */
    Map<String, JsonNode> organisations(Collection<JsonNode> contacts) {
        List<String> ids = contacts.stream()
                .map(Relationships::organisationId)
                .filter(id -> !id.isEmpty())
                .distinct()
                .sorted()
                .toList();
        return byId(rows.whereIn(schema.organisations(), "ID", ids));
    }

    static String organisationId(JsonNode contact) {
        return contact.path("Relation").path("ID").asText("");
    }

    static Map<String, JsonNode> byId(List<JsonNode> rows) {
        Map<String, JsonNode> byId = new HashMap<>();
        rows.forEach(row -> byId.put(row.path("ID").asText(), row));
        return byId;
    }
}
