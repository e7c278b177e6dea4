package dev.kith.tribe;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the members of a label or view where their path takes no options (T40). There an answer may be cut at the size of a
 * page without a word (T7), so it counts only with a proof that nobody is missing: it had links to follow to the end, or the
 * label shows its members itself.
 */
final class WholeMembers {
    private static final int MOST_ROWS = 500_000;

    private final Rows rows;
    private final String set;
    private final String name;
    private final Map<String, JsonNode> byId = new LinkedHashMap<>();

    /** @param set with the row's ID, such as {@code Label(...)} */
    WholeMembers(Rows rows, String set) {
        this.rows = requireNonNull(rows, "rows");
        this.set = requireNonNull(set, "set");
        this.name = set.substring(0, set.indexOf('(')) + "/Entities";
    }

    /** Each with {@code ID} and {@code _Type}. */
    List<JsonNode> read() {
        Optional<JsonNode> answer = Optional.of(rows.api().get(Query.of(set + "/Entities")));
        boolean linked = false;
        while (answer.isPresent()) {
            int before = byId.size();
            take(answer.get().path("value"));
            boolean more = answer.get().has("@odata.nextLink");
            if (more && byId.size() == before) {
                throw broken("its next links lead in a circle.");
            }
            if (byId.size() > MOST_ROWS) {
                throw broken("it has gone on for more than " + MOST_ROWS + " rows.");
            }
            linked |= more;
            answer = rows.api().following(name, answer.get());
        }
        if (!linked) {
            takeExpanded();
        }
        return List.copyOf(byId.values());
    }

    private void take(JsonNode found) {
        for (JsonNode row : found) {
            JsonNode slim = Json.MAPPER
                    .createObjectNode()
                    .put("ID", Records.id(row))
                    .put("_Type", row.path("_Type").asText(""));
            byId.put(Records.id(row), slim);
        }
    }

    /** The documented way from the label itself; a person who came or went meanwhile is looked at by who fetches it. */
    private void takeExpanded() {
        JsonNode entities = expanded();
        if (!entities.path("Entities").isArray() || entities.has("Entities@odata.nextLink")) {
            throw new ConnectorException(
                    Kind.CONFIG,
                    "Tribe CRM: reading " + name
                            + " failed: the service takes no options there, and nothing proves that"
                            + " its answer of " + byId.size()
                            + " rows is the whole list. Use a condition of the setting"
                            + " lists in its place.");
        }
        take(entities.path("Entities"));
    }

    private JsonNode expanded() {
        try {
            return rows.api().get(Query.of(set).with("$select", "ID").with("$expand", "Entities($select=ID,_Type)"));
        } catch (ConnectorException e) {
            if (e.kind() != Kind.CONFIG) {
                throw e;
            }
            return Json.MAPPER.createObjectNode();
        }
    }

    private ConnectorException broken(String found) {
        return new ConnectorException(
                Kind.BUG,
                "Tribe CRM: reading " + name + " failed: " + found + " Start the run again later, and check the setting"
                        + " apiUrl and any proxy in between.");
    }
}
