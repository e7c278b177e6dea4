package dev.kith.tribe.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.testkit.sim.Routes;
import dev.kith.testkit.sim.SimAnswer;
import dev.kith.testkit.sim.SimJson;
import dev.kith.testkit.sim.SimRequest;
import dev.kith.testkit.sim.SimServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhooksTest {
    private final List<SimRequest> received = new CopyOnWriteArrayList<>();
    private RunningSim sim;
    private SimServer receiver;
    private volatile int status = 200;
    private String person = "";

    @BeforeEach
    void start() throws Exception {
        sim = new RunningSim(3, 10);
        person = sim.newPerson("{\"LastName\":\"Vries\",\"contacts\":[{\"organisation\":\"X\"}]}");
        receiver = SimServer.start(0, new Routes().add("POST", "/hook", r -> {
                    received.add(r);
                    return SimAnswer.empty(status);
                }));
        sim.set("T32", "http");
    }

    @AfterEach
    void stop() {
        sim.close();
        receiver.close();
    }

    private JsonNode register(String type) throws Exception {
        return RunningSim.json(sim.send(
                "POST",
                "/v1/webhooks",
                "{\"entityType\":\"" + type + "\",\"webhookUrl\":\"http://127.0.0.1:" + receiver.port()
                        + "/hook\",\"headers\":[{\"name\":\"X-Auth\",\"value\":\"t0k\"}]}"));
    }

    private void change() throws Exception {
        sim.send("PATCH", "/_sim/persons/" + person, "{\"FirstName\":\"Anna\"}");
    }

    private void label() throws Exception {
        sim.send("PUT", "/_sim/persons/" + person + "/labels/Events", "");
    }

    /** The payloads once nothing is on its way any more. */
    private List<JsonNode> payloads() throws Exception {
        await().until(() ->
                RunningSim.json(sim.plain("/_sim/deliveries")).path("waiting").asInt() == 0);
        List<JsonNode> payloads = new ArrayList<>();
        for (SimRequest request : received) {
            payloads.add(SimJson.MAPPER.readTree(request.body()).path("payload"));
        }
        received.clear();
        return payloads;
    }

    @Test
    void t29T30T31ListsInEitherShapeAndTellsTheSecretIfSwitched() throws Exception {
        String id = register("Relation.Person").path("id").asText();
        assertThat(RunningSim.json(sim.send("GET", "/v1/webhooks", "")).isArray())
                .isTrue();
        assertThat(RunningSim.json(sim.plain("/_sim/webhooks")).path(id).asText())
                .startsWith("sim-secret-");
        sim.set("T29", "webhookId");
        sim.set("T30", "value");
        sim.set("T31", "present");
        assertThat(register("Label").has("secret")).isTrue();
        assertThat(RunningSim.json(sim.send("GET", "/v1/webhooks", ""))
                        .path("value")
                        .get(0)
                        .path("webhookId")
                        .asText())
                .isEqualTo(id);
        sim.set("T20", "204");
        assertThat(sim.send("POST", "/v1/webhooks", "{\"entityType\":\"Label\",\"webhookUrl\":\"https://a.test\"}")
                        .body())
                .isEmpty();
        assertThat(sim.send("DELETE", "/v1/webhooks/" + id, "").statusCode()).isEqualTo(204);
        assertThat(sim.send("DELETE", "/v1/webhooks/" + id, "").statusCode()).isEqualTo(404);
    }

    @Test
    void t32WantsHttpsAndAKnownType() throws Exception {
        sim.set("T32", "https");
        String body = "{\"entityType\":\"%s\",\"webhookUrl\":\"%s\"}";
        assertThat(sim.send("POST", "/v1/webhooks", body.formatted("Label", "http://a.test"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(sim.send("POST", "/v1/webhooks", body.formatted("Nothing", "https://a.test"))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void t26TellsOfAPersonAndOfItsRelationshipsWithTheirOwnHeader() throws Exception {
        register("Relation.Person");
        register("Relationship.Person.Contact.Standard");
        change();
        List<SimRequest> sent = received;
        await().until(() -> sent.size() == 2);
        assertThat(sent.get(0).header("X-Auth")).contains("t0k");
        assertThat(payloads())
                .anyMatch(p -> p.path("entityId").asText().equals(person))
                .anyMatch(p -> p.has("relationshipId"));
        sim.set("T26", "link");
        change();
        assertThat(payloads()).hasSize(2).allMatch(p -> p.has("entityId"));
    }

    @Test
    void t27PayloadsHaveFourShapes() throws Exception {
        register("Relation.Person");
        change();
        assertThat(payloads().get(0).size()).isEqualTo(1);
        sim.set("T27", "typed");
        change();
        assertThat(payloads().get(0).path("type").asText()).isEqualTo("EntityUpdateMutation");
        sim.set("T27", "wrapped");
        change();
        assertThat(payloads()
                        .get(0)
                        .path("EntityUpdateMutation")
                        .path("entityId")
                        .asText())
                .isEqualTo(person);
        sim.set("T27", "rich");
        change();
        assertThat(payloads().get(0).path("entityType").asText()).isEqualTo("Relation.Person");
    }

    @Test
    void t25ALabelIsAnUpdateOrALinkOrNothing() throws Exception {
        register("Relation.Person");
        label();
        assertThat(payloads().get(0).path("entityId").asText()).isEqualTo(person);
        sim.set("T25", "link");
        label();
        assertThat(payloads().get(0).path("relationshipId").asText()).isNotEqualTo(person);
        sim.set("T25", "none");
        label();
        assertThat(payloads()).isEmpty();
    }

    @Test
    void t28ABaseTypeCoversItsSubtypesOnlyIfSwitched() throws Exception {
        register("Relation");
        change();
        assertThat(payloads()).isEmpty();
        sim.set("T28", "subtypes");
        change();
        assertThat(payloads()).hasSize(1);
    }

    @Test
    void t33T34SignsInTheHeaderAndTheWayThatIsSet() throws Exception {
        register("Relation.Person");
        for (String way : List.of("hmac", "digest", "bad")) {
            int before = received.size();
            sim.set("T34", way);
            change();
            await().until(() -> received.size() == before + 1);
        }
        assertThat(received)
                .extracting(r -> r.header("X-Tribe-Signature").orElse(""))
                .allMatch(value -> value.length() == 88)
                .doesNotHaveDuplicates();
        received.clear();
        sim.set("T33", "X-Signature");
        sim.set("T34", "none");
        change();
        await().until(() -> received.size() == 1);
        assertThat(received.get(0).headers()).doesNotContainKeys("x-signature", "x-tribe-signature");
    }

    @Test
    void t35TriesOnceOrAgainTwiceOutOfOrderOrNotAtAll() throws Exception {
        register("Relation.Person");
        status = 500;
        change();
        assertThat(payloads()).hasSize(1);
        sim.set("T35", "retry");
        change();
        assertThat(payloads()).hasSize(3);
        status = 200;
        sim.set("T35", "duplicate");
        change();
        assertThat(payloads()).hasSize(2);
        sim.set("T35", "reorder");
        sim.set("T27", "typed");
        String other = sim.newPerson("{\"LastName\":\"Later\"}");
        change();
        assertThat(payloads()).extracting(p -> p.path("entityId").asText()).containsExactly(person, other);
        sim.set("T35", "drop");
        change();
        change();
        assertThat(payloads()).hasSize(1);
        sim.set("T35", "drop-all");
        change();
        change();
        assertThat(payloads()).isEmpty();
    }

    @Test
    void t35WhatIsDelayedOrWaitsToBeOvertakenComesInTheEnd() throws Exception {
        register("Relation.Person");
        sim.set("T35", "delay");
        change();
        assertThat(received).isEmpty();
        assertThat(payloads()).hasSize(1);
        sim.set("T35", "reorder");
        change();
        assertThat(payloads()).hasSize(1);
    }
}
