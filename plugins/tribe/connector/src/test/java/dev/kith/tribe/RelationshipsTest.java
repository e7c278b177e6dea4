package dev.kith.tribe;

import static dev.kith.tribe.ScriptedTribe.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.spi.ConnectorException;
import dev.kith.testkit.sim.SimAnswer;
import dev.kith.testkit.sim.SimRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RelationshipsTest {
    private static final String CONTACT = "Relationship.Person.Contact.Standard";

    private final List<Map<String, Object>> relationships = new ArrayList<>();
    private final List<Map<String, Object>> contacts = new ArrayList<>();
    private ScriptedTribe tribe;

    @BeforeEach
    void start() throws IOException {
        tribe = new ScriptedTribe().otherwise(this::answer);
    }

    @AfterEach
    void stop() {
        tribe.close();
    }

    @Test
    void takesTheOldestContactRowThatIsNotFormer() {
        add("c1", CONTACT, "2020-01-01T00:00:00Z", true);
        add("c3", CONTACT, "2021-01-01T00:00:00Z", false);
        add("c2", CONTACT, "2021-01-01T00:00:00Z", false);
        add("x1", "Relationship.Person.CommercialRelationship.Customer", "2019-01-01T00:00:00Z", false);
        Ties ties = read("p1");
        assertThat(ties.contact().path("ID").asText()).isEqualTo("c2");
        assertThat(ties.relationships()).hasSize(4);
        assertThat(ties.organisation().path("Name").asText()).isEqualTo("Organisation of c2");
    }

    @Test
    void takesTheOldestWhenAllAreFormer() {
        add("c2", CONTACT, "2021-01-01T00:00:00Z", true);
        add("c1", CONTACT, "2020-01-01T00:00:00Z", true);
        assertThat(read("p1").contact().path("ID").asText()).isEqualTo("c1");
    }

    @Test
    void takesTheNextWhenARowIsDeletedMeanwhile() {
        add("c1", CONTACT, "2020-01-01T00:00:00Z", false);
        add("c2", CONTACT, "2021-01-01T00:00:00Z", false);
        contacts.remove(0);
        assertThat(read("p1").contact().path("ID").asText()).isEqualTo("c2");
        contacts.clear();
        assertThat(read("p1").contact().isMissingNode()).isTrue();
    }

    @Test
    void asksForTwentyPersonsAtATime() {
        List<String> persons = IntStream.range(0, 45).mapToObj(i -> "q" + i).toList();
        reader().of(persons);
        assertThat(tribe.requests)
                .filteredOn(r -> r.rawPath().endsWith("/Relationship_Person"))
                .extracting(r -> r.parameter("$filter").orElse("").split(" or ").length)
                .containsExactlyInAnyOrder(20, 20, 5);
    }

    @Test
    void refusesRowsThatDoNotSayWhoseTheyAre() {
        relationships.add(Map.of("ID", "r1", "MailingOptOut", true));
        assertThatThrownBy(() -> read("p1"))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("rows came without Person/ID");
    }

    @Test
    void readsAGroupAgainWhenItsRowsDoNotAddUp() {
        SimAnswer torn = SimAnswer.json(200, Map.of("@odata.count", 2, "value", List.of()));
        add("c1", CONTACT, "2020-01-01T00:00:00Z", false);
        tribe.answers(torn);
        assertThat(read("p1").relationships()).hasSize(1);
        tribe.answers(torn, torn, torn);
        assertThatThrownBy(() -> read("p1")).hasMessageContaining("don't add up to their count");
    }

    private void add(String id, String type, String created, boolean former) {
        Map<String, Object> row = new HashMap<>();
        row.put("ID", id);
        row.put("_Type", type);
        row.put("CreationDate", created);
        row.put("IsFormer", former ? true : null);
        row.put("Person", Map.of("ID", "p1"));
        relationships.add(row);
        if (type.equals(CONTACT)) {
            contacts.add(Map.of("ID", id, "Relation", Map.of("ID", "o-" + id)));
        }
    }

    private Ties read(String person) {
        return reader().of(List.of(person)).getOrDefault(person, Ties.NONE);
    }

    private Relationships reader() {
        Schema schema = new Schema(
                List.of(),
                new Labels(List.of()),
                List.of(),
                Query.of("Relation_Person"),
                List.of(Query.of("Relationship_Person")),
                Query.of("Relationship_Person_Contact_Standard"),
                Query.of("Relation_Organization"),
                List.of(),
                new Metadata(Map.of(), Map.of()),
                List.of());
        return new Relationships(new Rows(tribe.api()), schema);
    }

    /** Ignores the filter, as a test that the connector looks again. */
    private SimAnswer answer(SimRequest request) {
        boolean first = request.parameter("$skip").orElse("0").equals("0");
        if (!first) {
            return rows();
        }
        return switch (request.variable("path")) {
            case "Relationship_Person" -> rows(relationships.toArray());
            case "Relation_Organization" ->
                rows(contacts.stream()
                        .map(c -> Map.of("ID", "o-" + c.get("ID"), "Name", "Organisation of " + c.get("ID")))
                        .toArray());
            default -> rows(contacts.toArray());
        };
    }
}
