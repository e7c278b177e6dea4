package dev.kith.tribe.sim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WritingTest {
    private RunningSim sim;
    private String id = "";

    @BeforeEach
    void start() throws Exception {
        sim = new RunningSim(3, 10);
        id = sim.newPerson("{\"FirstName\":\"Anna\",\"LastName\":\"Vries\",\"labels\":[\"Newsletter\"]}");
    }

    @AfterEach
    void stop() {
        sim.close();
    }

    private HttpResponse<String> put(String body) throws Exception {
        return sim.send("PUT", "/v1/odata/Relation_Person(" + id + ")", body);
    }

    @Test
    void t20CreatesAPersonWithAStatusOf201() throws Exception {
        HttpResponse<String> answer = sim.send(
                "POST", "/v1/odata/Relation_Person", "{\"LastName\":\"Nieuw\",\"Address\":{\"City\":\"Delft\"}}");
        assertThat(answer.statusCode()).isEqualTo(201);
        JsonNode person = RunningSim.json(answer);
        assertThat(person.path("LastMutationDate").isNull()).isTrue();
        JsonNode read = sim.read("Relation_Person(" + person.path("ID").asText() + ")", "$expand=Address");
        assertThat(read.path("Address").path("City").asText()).isEqualTo("Delft");
    }

    @Test
    void refusesToCreateWithoutLastNameOrOnABaseType() throws Exception {
        assertThat(sim.send("POST", "/v1/odata/Relation_Person", "{}").statusCode())
                .isEqualTo(400);
        assertThat(sim.send("POST", "/v1/odata/Relation", "{\"Name\":\"x\"}").statusCode())
                .isEqualTo(400);
        assertThat(sim.send("POST", "/v1/odata/Relation_Person", "{").statusCode())
                .isEqualTo(400);
    }

    @Test
    void t21PutChangesOnlyTheGivenFields() throws Exception {
        HttpResponse<String> answer = put("{\"FirstName\":\"Anne\"}");
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode person = RunningSim.json(answer);
        assertThat(person.path("Name").asText()).isEqualTo("\n\nAnne Vries");
        assertThat(person.path("LastMutationDate").asText()).isEqualTo("2026-03-01T12:00:00Z");
    }

    @Test
    void postWithAnIdUpdates() throws Exception {
        HttpResponse<String> answer =
                sim.send("POST", "/v1/odata/Relation_Person", "{\"ID\":\"" + id + "\",\"FirstName\":\"Ans\"}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(sim.person(id).path("FirstName").asText()).isEqualTo("Ans");
    }

    @Test
    void refusesUnknownFieldsAndWrongTypesAndChangesNothing() throws Exception {
        assertThat(put("{\"FirstName\":\"X\",\"Foo\":1}").statusCode()).isEqualTo(400);
        assertThat(put("{\"FirstName\":5}").statusCode()).isEqualTo(400);
        assertThat(put("{\"BirthDate\":\"1.2.1990\"}").statusCode()).isEqualTo(400);
        assertThat(sim.person(id).path("FirstName").asText()).isEqualTo("Anna");
    }

    @Test
    void t22PatchIsNotAllowed() throws Exception {
        HttpResponse<String> answer = sim.send("PATCH", "/v1/odata/Relation_Person(" + id + ")", "{}");
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.body()).contains("HTTP method 'PATCH' not allowed for this resource.");
    }

    @Test
    void t23PutReplacesTheLabelsAndT24LeavesTheDateOfChange() throws Exception {
        assertThat(put("{\"Labels\":[{\"ID\":\"" + sim.labelId("Events") + "\"}]}")
                        .statusCode())
                .isEqualTo(200);
        JsonNode person = sim.person(id);
        assertThat(person.path("labels")).hasSize(1);
        assertThat(person.path("labels").get(0).path("name").asText()).isEqualTo("Events");
        assertThat(person.path("LastMutationDate").isNull()).isTrue();
        String entities = "Label(" + sim.labelId("Newsletter") + ")/Entities";
        assertThat(RunningSim.texts(sim.rows(entities), "ID")).doesNotContain(id);
    }

    @Test
    void linksAndUnlinksAChoice() throws Exception {
        String gender = sim.rows("Datastore_Gender", "$filter=Code eq 'V'")
                .get(0)
                .path("ID")
                .asText();
        put("{\"Gender\":{\"ID\":\"" + gender + "\"}}");
        assertThat(sim.person(id).path("gender").asText()).isEqualTo("V");
        put("{\"Gender\":null}");
        assertThat(sim.person(id).path("gender").isNull()).isTrue();
    }

    @Test
    void aChangeOfAPersonTouchesItsRelationships() throws Exception {
        sim.send(
                "PATCH",
                "/_sim/persons/" + id,
                "{\"contacts\":[{\"email\":\"a@example.com\",\"organisation\":\"X\"}]}");
        String filter = "$filter=Person/ID eq " + id;
        JsonNode before = sim.rows("Relationship_Person_Contact", filter).get(0);
        assertThat(before.path("LastMutationDate").isNull()).isTrue();
        put("{\"LastName\":\"Bakker\"}");
        JsonNode after = sim.rows("Relationship_Person_Contact", filter).get(0);
        assertThat(after.path("LastMutationDate").asText()).isEqualTo("2026-03-01T12:00:00Z");
        assertThat(after.path("Name").asText()).isEqualTo("\n\nAnna Bakker");
    }

    @Test
    void deletesForGood() throws Exception {
        assertThat(sim.send("DELETE", "/v1/odata/Relation_Person(" + id + ")", "")
                        .statusCode())
                .isEqualTo(204);
        assertThat(sim.odata("Relation_Person(" + id + ")").statusCode()).isEqualTo(404);
        assertThat(sim.send("DELETE", "/v1/odata/Relation_Person(" + id + ")", "")
                        .statusCode())
                .isEqualTo(404);
    }
}
