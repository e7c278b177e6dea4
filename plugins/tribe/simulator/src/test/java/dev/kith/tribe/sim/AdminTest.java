package dev.kith.tribe.sim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdminTest {
    private RunningSim sim;

    @BeforeEach
    void start() throws Exception {
        sim = new RunningSim(5, 400);
    }

    @AfterEach
    void stop() {
        sim.close();
    }

    private JsonNode first() throws Exception {
        return sim.dump().get(0);
    }

    @Test
    void dumpsEveryPersonWithEverything() throws Exception {
        List<JsonNode> persons = sim.dump();
        assertThat(persons).hasSize(400);
        assertThat(RunningSim.texts(persons, "id")).isSorted().doesNotHaveDuplicates();
        JsonNode person = persons.get(0);
        assertThat(person.has("loyaltyPoints")).isTrue();
        assertThat(person.has("fab54a03__1c7e__4d02__8a36__90e5b7d4c322")).isTrue();
        assertThat(person.has("customerType")).isTrue();
        assertThat(persons).anyMatch(p -> p.path("contacts").size() == 3);
        assertThat(persons)
                .anyMatch(p -> p.path("labels").findValuesAsText("inactive").contains("true"));
        assertThat(persons)
                .allMatch(p -> p.path("contacts").isEmpty()
                        || p.path("contacts").get(0).path("first").asBoolean());
    }

    @Test
    void dumpsInPieces() throws Exception {
        String id = first().path("id").asText();
        String piece = sim.plain("/_sim/persons?limit=2&after=" + id).body();
        assertThat(piece.lines()).hasSize(2).noneMatch(line -> line.contains(id));
    }

    @Test
    void someHaveNoEmailAndSomeShareOne() throws Exception {
        Set<String> seen = new HashSet<>();
        int shared = 0;
        int none = 0;
        for (JsonNode person : sim.dump()) {
            String email = person.path("EmailAddress").asText("");
            boolean business = false;
            for (JsonNode contact : person.path("contacts")) {
                business |= contact.path("email").isTextual();
            }
            none += email.contains("@") || business ? 0 : 1;
            shared += email.contains("@") && !seen.add(email) ? 1 : 0;
        }
        assertThat(none).isBetween(8, 40);
        assertThat(shared).isBetween(4, 30);
    }

    @Test
    void createsAndChangesPersonsInPlainWords() throws Exception {
        String id = sim.newPerson("{\"LastName\":\"Vries\",\"customerType\":\"A\",\"loyaltyPoints\":12,"
                + "\"language\":\"nl\",\"labels\":[\"Events\"],\"address\":{\"city\":\"Delft\",\"country\":\"NL\"},"
                + "\"contacts\":[{\"email\":\"v@example.com\",\"role\":\"DIR\",\"organisation\":\"Acme\"}]}");
        JsonNode person = sim.person(id);
        assertThat(person.path("customerType").asText()).isEqualTo("A");
        assertThat(person.path("loyaltyPoints").asInt()).isEqualTo(12);
        assertThat(person.path("country").asText()).isEqualTo("NL");
        assertThat(person.path("contacts")
                        .get(0)
                        .path("organisation")
                        .path("name")
                        .asText())
                .isEqualTo("Acme");
        String contact = person.path("contacts").get(0).path("id").asText();
        sim.send(
                "PATCH",
                "/_sim/persons/" + id,
                "{\"customerType\":null,\"contacts\":[{\"id\":\"" + contact + "\",\"mailingOptOut\":true}]}");
        JsonNode changed = sim.person(id);
        assertThat(changed.path("customerType").isNull()).isTrue();
        assertThat(changed.path("contacts").get(0).path("mailingOptOut").asBoolean())
                .isTrue();
        assertThat(sim.send("DELETE", "/_sim/contacts/" + contact, "").statusCode())
                .isEqualTo(204);
        assertThat(sim.person(id).path("contacts")).isEmpty();
    }

    @Test
    void addsAndRemovesLabelsWithoutTouchingThePerson() throws Exception {
        JsonNode before = first();
        String path = "/_sim/persons/" + before.path("id").asText() + "/labels/Christmas%20card";
        assertThat(sim.send("PUT", path, "").statusCode()).isEqualTo(204);
        assertThat(first().path("labels").findValuesAsText("name")).contains("Christmas card");
        assertThat(first().path("LastMutationDate")).isEqualTo(before.path("LastMutationDate"));
        sim.send("DELETE", path, "");
        assertThat(first().path("labels").findValuesAsText("name")).doesNotContain("Christmas card");
    }

    @Test
    void makesALabelInactive() throws Exception {
        sim.send("POST", "/_sim/labels/Events", "{\"inactive\":true}");
        assertThat(sim.rows("Label", "$filter=IsInactive eq true")).hasSize(2);
        sim.send("POST", "/_sim/labels/Webinars", "{}");
        assertThat(sim.rows("Label", "$filter=IsInactive eq false and Name eq 'Webinars'"))
                .hasSize(1);
    }

    @Test
    void t37AHiddenPersonIsNotFoundAndComesBack() throws Exception {
        String id = first().path("id").asText();
        sim.send("POST", "/_sim/persons/" + id + "/hide", "");
        assertThat(sim.odata("Relation_Person(" + id + ")").statusCode()).isEqualTo(404);
        assertThat(sim.dump()).hasSize(399);
        assertThat(sim.read("Relation_Person", "$count=true")
                        .path("@odata.count")
                        .asInt())
                .isEqualTo(399);
        sim.send("POST", "/_sim/persons/" + id + "/show", "");
        assertThat(sim.odata("Relation_Person(" + id + ")").statusCode()).isEqualTo(200);
    }

    @Test
    void t38AMergeMovesContactRowsAndKeepsTheirIds() throws Exception {
        List<JsonNode> persons =
                sim.dump().stream().filter(p -> p.path("contacts").size() == 1).toList();
        String survivor = persons.get(0).path("id").asText();
        String loser = persons.get(1).path("id").asText();
        sim.send("POST", "/_sim/persons/merge", "{\"survivor\":\"" + survivor + "\",\"loser\":\"" + loser + "\"}");
        assertThat(sim.person(survivor).path("contacts").findValuesAsText("id"))
                .contains(persons.get(1).path("contacts").get(0).path("id").asText());
        assertThat(sim.odata("Relation_Person(" + loser + ")").statusCode()).isEqualTo(404);
        assertThat(sim.send("GET", "/_sim/persons/" + loser, "").statusCode()).isEqualTo(404);
    }

    @Test
    void sumsUp() throws Exception {
        JsonNode summary = RunningSim.json(sim.plain("/_sim/summary"));
        assertThat(summary.path("persons").asInt()).isEqualTo(400);
        assertThat(summary.path("labels").path("Newsletter").asInt()).isBetween(130, 230);
    }
}
