package dev.kith.tribe.sim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The other side of each point that the documents leave open; the default side stands in the tests of its subject. */
class SwitchesTest {
    private static final String NO_ID = "00000000-0000-4000-8000-00000000aaaa";

    private RunningSim sim;

    @BeforeEach
    void start() throws Exception {
        sim = new RunningSim(3, 40);
    }

    @AfterEach
    void stop() {
        sim.close();
    }

    private JsonNode first(String... options) throws Exception {
        return sim.rows("Relation_Person", options).get(0);
    }

    @Test
    void listsThemAndRefusesOthers() throws Exception {
        assertThat(RunningSim.json(sim.plain("/_sim/switches")).path("T7").asText())
                .isEqualTo("silent");
        assertThat(sim.send("PUT", "/_sim/switches", "{\"T7\":\"loud\"}").statusCode())
                .isEqualTo(400);
        assertThat(sim.send("PUT", "/_sim/switches", "{\"T99\":\"x\"}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void t1ScopesCanBeOfflineOrRequired() throws Exception {
        sim.set("T1", "offline");
        assertThat(sim.token(RunningSim.FORM + "&scope=read%20offline").statusCode())
                .isEqualTo(200);
        sim.set("T1", "required");
        assertThat(sim.token(RunningSim.FORM).statusCode()).isEqualTo(400);
    }

    @Test
    void t2TakesBasicCredentials() throws Exception {
        sim.set("T2", "basic");
        String basic =
                "Basic " + Base64.getEncoder().encodeToString("kith:tribe-secret".getBytes(StandardCharsets.UTF_8));
        assertThat(sim.token(
                                "grant_type=client_credentials",
                                "Content-Type",
                                "application/x-www-form-urlencoded",
                                "Authorization",
                                basic)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void t3TokensLiveShorterOrDoNotSay() throws Exception {
        sim.set("T3", "120");
        sim.renewToken();
        sim.clock.advance(Duration.ofSeconds(121));
        assertThat(sim.odata("Label").statusCode()).isEqualTo(401);
        sim.set("T3", "1");
        assertThat(RunningSim.json(sim.token(RunningSim.FORM))
                        .path("expires_in")
                        .asInt())
                .isEqualTo(1);
        sim.set("T3", "absent");
        assertThat(RunningSim.json(sim.token(RunningSim.FORM)).has("expires_in"))
                .isFalse();
    }

    @Test
    void t4TakesATokenInTheQuery() throws Exception {
        sim.set("T4", "accepted");
        String token =
                RunningSim.json(sim.token(RunningSim.FORM)).path("access_token").asText();
        assertThat(sim.plain("/v1/odata/Label?access_token=" + token).statusCode())
                .isEqualTo(200);
    }

    @Test
    void t5RefusesInOtherShapes() throws Exception {
        sim.set("T5", "odata");
        assertThat(sim.plain("/v1/odata/Label").body()).contains("\"message\"");
        sim.set("T5", "empty");
        assertThat(sim.plain("/v1/odata/Label").body()).isEmpty();
        sim.set("T5", "html");
        assertThat(sim.plain("/v1/odata/Label").body()).startsWith("<html>");
        sim.send("PUT", "/_sim/rights", "{\"given\":false}");
        assertThat(sim.odata("Label").statusCode()).isEqualTo(403);
        sim.set("T5", "odata");
        assertThat(sim.message("Label")).isEqualTo("403 The user lacks the rights for this.");
    }

    @Test
    void t6PagesAreStableWithoutAnOrder() throws Exception {
        sim.set("T6", "stable");
        List<String> all = RunningSim.texts(sim.rows("Relation_Person"), "ID");
        assertThat(RunningSim.texts(sim.rows("Relation_Person", "$skip=5"), "ID"))
                .isEqualTo(all.subList(5, all.size()));
    }

    @Test
    void t7AnswersHaveANextLinkOrAnotherCap() throws Exception {
        sim.set("T7", "next-link");
        JsonNode page = sim.read("Relation_Person", "$orderby=ID", "$top=5");
        JsonNode next = RunningSim.json(
                sim.send("GET", "/v1/odata/" + page.path("@odata.nextLink").asText(), ""));
        assertThat(next.path("value").get(0))
                .isEqualTo(sim.rows("Relation_Person", "$orderby=ID").get(5));
        sim.set("T7", "cap-7");
        assertThat(sim.rows("Relation_Person", "$top=50")).hasSize(7);
        sim.set("T7", "cap-12");
        assertThat(sim.rows("Relation_Person", "$top=50")).hasSize(12);
    }

    @Test
    void t8T9RefusesTheOrderByIdAndLeavesOutTheCount() throws Exception {
        sim.set("T8", "refused");
        assertThat(sim.odata("Relation_Person", "$orderby=ID").statusCode()).isEqualTo(400);
        sim.set("T9", "absent");
        assertThat(sim.read("Label", "$count=true").has("@odata.count")).isFalse();
    }

    @Test
    void t10T11T12T44ValuesComeInTheirOtherForm() throws Exception {
        String id = sim.newPerson("{\"LastName\":\"Vries\",\"contacts\":[{\"organisation\":\"X\"}]}");
        sim.set("T10", "equal");
        sim.set("T11", "present");
        sim.set("T12", "clean");
        JsonNode person = sim.read("Relation_Person(" + id + ")");
        assertThat(person.path("LastMutationDate")).isEqualTo(person.path("CreationDate"));
        assertThat(person.path("_Name").asText()).isEqualTo("Vries");
        assertThat(person.path("Name").asText()).isEqualTo("Vries");
        sim.set("T44", "false");
        assertThat(sim.rows("Relationship_Person", "$filter=Person/ID eq " + id)
                        .get(0)
                        .path("IsFormer")
                        .isBoolean())
                .isTrue();
    }

    @Test
    void t13T14T15AnnotationsComeAndGo() throws Exception {
        String id = first().path("ID").asText();
        sim.set("T13", "entity");
        assertThat(sim.read("Relation_Person(" + id + ")")
                        .path("@odata.context")
                        .asText())
                .endsWith("/$entity");
        sim.set("T14", "present");
        assertThat(first().path("@odata.type").asText()).isEqualTo("#OData.Relation_Person");
        sim.set("T15", "absent");
        assertThat(first("$select=LastName").has("@odata.id")).isFalse();
    }

    @Test
    void t16ReadsAPlusAsASpace() throws Exception {
        String path = "/v1/odata/Label?$filter=Name+eq+'Events'";
        assertThat(sim.send("GET", path, "").statusCode()).isEqualTo(400);
        sim.set("T16", "form");
        assertThat(sim.send("GET", path, "").statusCode()).isEqualTo(200);
    }

    @Test
    void t20T21T22WritesAnswerOtherwise() throws Exception {
        sim.set("T20", "200");
        assertThat(sim.send("POST", "/v1/odata/Relation_Person", "{\"LastName\":\"X\"}")
                        .statusCode())
                .isEqualTo(200);
        sim.set("T20", "204");
        assertThat(sim.send("POST", "/v1/odata/Relation_Person", "{\"LastName\":\"X\"}")
                        .statusCode())
                .isEqualTo(204);
        sim.set("T21", "204");
        sim.set("T22", "put");
        String path = "/v1/odata/Relation_Person(" + first().path("ID").asText() + ")";
        assertThat(sim.send("PATCH", path, "{\"FirstName\":\"X\"}").statusCode())
                .isEqualTo(204);
    }

    @Test
    void t23T24LabelsAreAppendedOrLinkedAndMayBumpTheDate() throws Exception {
        String id = sim.newPerson("{\"LastName\":\"Vries\",\"labels\":[\"Events\"]}");
        String path = "/v1/odata/Relation_Person(" + id + ")";
        String body = "{\"Labels\":[{\"ID\":\"" + sim.labelId("Newsletter") + "\"}]}";
        sim.set("T23", "append");
        sim.set("T24", "bumped");
        sim.send("PUT", path, body);
        assertThat(sim.person(id).path("labels")).hasSize(2);
        assertThat(sim.person(id).path("LastMutationDate").isNull()).isFalse();
        sim.set("T23", "none");
        assertThat(sim.send("PUT", path, body).statusCode()).isEqualTo(501);
        String link = path + "/Labels/$ref?$id=Label(" + sim.labelId("Events") + ")";
        assertThat(sim.send("DELETE", link, "").statusCode()).isEqualTo(501);
        sim.set("T23", "ref-only");
        assertThat(sim.send("PUT", path, body).statusCode()).isEqualTo(400);
        assertThat(sim.send("DELETE", link, "").statusCode()).isEqualTo(204);
        assertThat(sim.person(id).path("labels")).hasSize(1);
    }

    @Test
    void t36APersonWithActivitiesCanNotBeDeleted() throws Exception {
        String id = first().path("ID").asText();
        sim.send("POST", "/_sim/persons/" + id + "/activities", "");
        assertThat(sim.send("DELETE", "/v1/odata/Relation_Person(" + id + ")", "")
                        .statusCode())
                .isEqualTo(409);
        sim.set("T36", "422");
        assertThat(sim.send("DELETE", "/v1/odata/Relation_Person(" + id + ")", "")
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void t38AMergeGivesContactRowsNewIds() throws Exception {
        sim.set("T38", "new");
        String survivor = sim.newPerson("{\"LastName\":\"A\"}");
        String loser = sim.newPerson(
                "{\"LastName\":\"B\",\"contacts\":[{\"email\":\"b@example.com\",\"organisation\":\"X\"}]}");
        String before = sim.person(loser).path("contacts").get(0).path("id").asText();
        sim.send("POST", "/_sim/persons/merge", "{\"survivor\":\"" + survivor + "\",\"loser\":\"" + loser + "\"}");
        JsonNode moved = sim.person(survivor).path("contacts").get(0);
        assertThat(moved.path("email").asText()).isEqualTo("b@example.com");
        assertThat(moved.path("id").asText()).isNotEqualTo(before);
    }

    @Test
    void t39T40T41T43OtherAnswersToOddQuestions() throws Exception {
        sim.set("T39", "refused");
        assertThat(sim.odata("Relation_Person", "$select=ImportId").statusCode())
                .isEqualTo(400);
        sim.set("T39", "always");
        assertThat(first().has("ImportId")).isTrue();
        String entities = "Label(" + sim.labelId("Newsletter") + ")/Entities";
        int all = sim.rows(entities).size();
        sim.set("T40", "ignored");
        assertThat(sim.rows(entities, "$top=1")).hasSize(all);
        sim.set("T40", "refused");
        assertThat(sim.odata(entities, "$top=1").statusCode()).isEqualTo(400);
        sim.set("T41", "accepted");
        assertThat(sim.odata("Relation_Person('" + NO_ID + "')").statusCode()).isEqualTo(404);
        sim.set("T43", "404");
        assertThat(sim.odata("View").statusCode()).isEqualTo(404);
    }

    @Test
    void t42RefusesTooManyCallsASecond() throws Exception {
        sim.set("T42", "retry-after");
        for (int i = 0; i < Limit.PER_SECOND; i++) {
            assertThat(sim.odata("Label", "$top=0").statusCode()).isEqualTo(200);
        }
        assertThat(sim.odata("Label").headers().firstValue("Retry-After")).contains("1");
        sim.set("T42", "plain");
        assertThat(sim.odata("Label").statusCode()).isEqualTo(429);
        sim.clock.advance(Duration.ofSeconds(1));
        assertThat(sim.odata("Label").statusCode()).isEqualTo(200);
    }
}
