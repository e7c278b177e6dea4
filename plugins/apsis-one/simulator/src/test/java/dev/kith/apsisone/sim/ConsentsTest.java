package dev.kith.apsisone.sim;

import static dev.kith.apsisone.sim.Api.CRM;
import static dev.kith.apsisone.sim.Api.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsentsTest {
    private Api api;

    @BeforeEach
    void start() throws IOException {
        api = Api.start();
        api.create(CRM, "1");
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void a12a13ANewConsentIsWrittenAndTheSameAgainChangesNothing() {
        assertThat(api.consent(CRM, "1", "Newsletter", "opt-in").statusCode()).isEqualTo(204);
        assertThat(api.consent(CRM, "1", "Newsletter", "opt-in").statusCode()).isEqualTo(200);
        assertThat(api.consent(CRM, "1", "Newsletter", "opt-out").statusCode()).isEqualTo(204);
    }

    @Test
    void a14AConfirmedOptInIsNotWrittenOver() {
        api.post(
                "/_sim/consents",
                "{\"crm_id\":\"1\",\"topic\":\"Events\",\"channel\":\"email\",\"type\":\"confirmed-opt-in\"}");
        assertThat(api.consent(CRM, "1", "Events", "opt-in").statusCode()).isEqualTo(409);
        assertThat(api.consent(CRM, "1", "Events", "opt-out").statusCode()).isEqualTo(204);
    }

    @Test
    void a24TheOldConsentPathsAreForbidden() {
        assertThat(api.post("/audience/channels/com.apsis1.channels.email/addresses/a%40b.c/consents", "{}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(api.post(Api.profile(CRM, "1") + "/sections/" + Api.SECTION + "/subscriptions", "{}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(api.get("/audience/sections/" + Api.SECTION + "/consent-lists/x/topics")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void a26ConsentsAreReadBackAllOrByType() {
        api.consent(CRM, "1", "Newsletter", "opt-in");
        api.post("/_sim/opt-out", "{\"crm_id\":\"1\",\"topic\":\"Events\",\"channel\":\"sms\"}");
        var all = json(api.get(Api.consents(CRM, "1"))).path("items");
        assertThat(all).hasSize(2);
        assertThat(all.get(1).path("source").asText()).isEqualTo("Unsubscribe page");
        assertThat(all.get(1).path("modified_at").asText()).endsWith("Z");
        assertThat(json(api.get(Api.consents(CRM, "1") + "?consent_types=opt-in"))
                        .path("items"))
                .hasSize(1);
    }

    @Test
    void a30AReasonIsRequiredAndTheSourceIsNot() {
        String body = "{\"topic_discriminator\":\"" + Api.topic("Events") + "\",\"type\":\"opt-in\","
                + "\"channel_discriminator\":\"com.apsis1.channels.sms\"";
        assertThat(api.post(Api.consents(CRM, "1"), body + "}").statusCode()).isEqualTo(400);
        assertThat(api.post(Api.consents(CRM, "1"), body + ",\"reason\":\"r\",\"extra\":1}")
                        .statusCode())
                .as("A32")
                .isEqualTo(204);
        assertThat(api.shown("1").toString()).contains("\"source\":\"One API\"");
    }

    @Test
    void a33AKeyspaceMayNotManageSubscriptions() {
        assertThat(api.consent(Keyspace.EXPORT, "1", "Newsletter", "opt-in").statusCode())
                .isEqualTo(403);
    }

    @Test
    void unknownTopicsChannelsTypesAndProfilesAreRefused() {
        assertThat(api.consent(CRM, "1", "Nothing", "opt-in").statusCode()).isEqualTo(404);
        assertThat(api.consent(CRM, "1", "Text alerts", "opt-in").statusCode()).isEqualTo(400);
        assertThat(api.consent(CRM, "1", "Events", "confirmed-opt-in").statusCode())
                .isEqualTo(400);
        assertThat(api.consent(CRM, "2", "Events", "opt-in").statusCode()).isEqualTo(404);
    }
}
