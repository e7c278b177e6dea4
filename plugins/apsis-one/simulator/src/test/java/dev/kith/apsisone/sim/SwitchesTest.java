package dev.kith.apsisone.sim;

import static dev.kith.apsisone.sim.Api.CRM;
import static dev.kith.apsisone.sim.Api.attribute;
import static dev.kith.apsisone.sim.Api.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each switch of section 17, beside its default; those of imports are in {@link ImportsTest}. */
class SwitchesTest {
    private static final String TOKEN =
            "{\"grant_type\":\"client_credentials\",\"client_id\":\"kith\",\"client_secret\":\"apsis-secret\"}";
    private static final String OTHER = "com.apsis1.keyspaces.email";

    private Api api;

    @BeforeEach
    void start() throws IOException {
        api = Api.start();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void switchesAreListedChosenAndReset() {
        assertThat(json(api.get("/_sim/switches")).path("A5").asText()).isEqualTo("404");
        assertThat(api.post("/_sim/switches", "{\"A5\":\"500\"}").body()).contains("A5 takes 404, 400, not 500");
        assertThat(api.post("/_sim/switches", "{\"A99\":\"1\"}").statusCode()).isEqualTo(400);
        api.switches("A5", "400");
        assertThat(api.patch(CRM, "1", "{}").statusCode()).isEqualTo(400);
        api.send("DELETE", "/_sim/switches", "", "");
        assertThat(api.patch(CRM, "1", "{}").statusCode()).isEqualTo(404);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ApsisOne(new Account("a", "b"), 0, Clock.systemUTC()).with("A5", "no"))
                .withMessageContaining("A5 takes");
    }

    @Test
    void a1TokensMayBeShortLivedOpaqueOrWithoutExpiresIn() {
        api.switches("A1", "short");
        assertThat(token().path("expires_in").asInt()).isEqualTo(90);
        api.switches("A1", "no-expires-in");
        assertThat(token().has("expires_in")).isFalse();
        api.switches("A1", "opaque");
        api.token = token().path("access_token").asText();
        assertThat(api.token).doesNotContain(".");
        assertThat(api.get("/audience/keyspaces").statusCode()).isEqualTo(200);
    }

    @Test
    void a2AnExpiredTokenMayBe403() {
        api.switches("A2", "403");
        api.send("POST", "/_sim/tokens/expire", "", "");
        assertThat(api.get("/audience/keyspaces").statusCode()).isEqualTo(403);
    }

    @Test
    void a3FormsMayBeRefused() {
        api.switches("A3", "json-only");
        String form = "grant_type=client_credentials&client_id=kith&client_secret=apsis-secret";
        assertThat(api.send("POST", "/oauth/token", "application/x-www-form-urlencoded", form)
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void a4LimitsAreKeptPerAccountProfileAndEndpoint() throws IOException {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        ApsisOne frozen = new ApsisOne(new Account("kith", "apsis-secret"), 0, Clock.fixed(now, ZoneOffset.UTC));
        try (Api limited = Api.serve(frozen.with("A4", "on"))) {
            for (int i = 0; i < 10; i++) {
                assertThat(limited.patch(CRM, "1", "{}").statusCode()).isEqualTo(404);
            }
            HttpResponse<String> over = limited.patch(CRM, "1", "{}");
            assertThat(over.statusCode()).isEqualTo(429);
            assertThat(over.headers().firstValue("Retry-After")).isEmpty();
            assertThat(limited.patch(CRM, "2", "{}").statusCode()).isEqualTo(404);
            limited.switches("A4", "on-retry-after");
            assertThat(limited.patch(CRM, "1", "{}").headers().firstValue("Retry-After"))
                    .hasValue("1");
            for (int i = 0; i < 87; i++) {
                limited.get("/audience/keyspaces");
            }
            assertThat(limited.get("/audience/keyspaces").statusCode()).isEqualTo(429);
            for (int i = 0; i < 9; i++) {
                assertThat(limited.post("/oauth/token", TOKEN).statusCode()).isEqualTo(200);
            }
            assertThat(limited.post("/oauth/token", TOKEN).statusCode()).isEqualTo(429);
        }
    }

    @Test
    void a4ImportsExportsAndDownloadsHaveLimitsOfTheirOwn() throws IOException {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        ApsisOne frozen = new ApsisOne(new Account("kith", "apsis-secret"), 0, Clock.fixed(now, ZoneOffset.UTC));
        String imports = "/v2/audience/sections/" + Api.SECTION + "/imports";
        String mapping = "{\"keyspace_mapping\":{\"keyspace_discriminator\":\"" + CRM + "\",\"field_selector\":\"id\"},"
                + "\"options\":{\"update_existing_profiles\":true,\"clear_existing_attributes\":false}}";
        try (Api limited = Api.serve(frozen.with("A4", "on"))) {
            for (int i = 0; i < 3; i++) {
                assertThat(limited.post(imports, mapping).statusCode()).isEqualTo(200);
            }
            assertThat(limited.post(imports, mapping).body()).contains("pending imports");
            for (int i = 0; i < 6; i++) {
                limited.post(imports, mapping);
            }
            assertThat(limited.post(imports, mapping).body()).contains("Limit exceeded: import");
            String reports = "/audience/profiles/reports/segments";
            assertThat(limited.post(reports, "{}").statusCode()).isEqualTo(200);
            assertThat(limited.post(reports, "{}").body()).contains("Limit exceeded: export");
            for (int i = 0; i < 60; i++) {
                assertThat(limited.get("/v2/audience/profiles/reports/files/none")
                                .statusCode())
                        .isEqualTo(404);
            }
            assertThat(limited.get("/v2/audience/profiles/reports/files/none").statusCode())
                    .isEqualTo(429);
        }
    }

    @Test
    void a6V1WritesByVersionIdCreateAndKeepTheKey() {
        String path = Api.profile(OTHER, "a@x.test") + "/sections/" + Api.SECTION + "/attributes";
        String type = "application/merge-patch+json";
        assertThat(api.send("PATCH", path, type, "{\"1001\":\"b@x.test\",\"1012\":\"Oslo\"}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(api.get(path).body()).isEqualTo("{\"1001\":\"b@x.test\",\"1012\":\"Oslo\"}");
    }

    @Test
    void a7a8UnknownAttributesMayBeIgnoredAndWrongTypesCoerced() {
        api.create(CRM, "1");
        api.switches("A7", "ignored");
        api.switches("A8", "coerced");
        String body = "{\"usercreated.attributes.no\":1,\"com.apsis1.attributes.mobile\":\"31612345678\"}";
        assertThat(api.patch(CRM, "1", body).statusCode()).isEqualTo(204);
        assertThat(api.shown("1").toString()).contains("\"com.apsis1.attributes.mobile\":31612345678");
    }

    @Test
    void a9ATakenKeyMayMergeSilently() {
        api.create(OTHER, "a@x.test");
        api.create(CRM, "1");
        String body = "{\"com.apsis1.attributes.email\":\"a@x.test\"}";
        assertThat(api.patch(CRM, "1", body).statusCode()).isEqualTo(409);
        api.switches("A9", "merge");
        assertThat(api.patch(CRM, "1", body).statusCode()).isEqualTo(204);
        assertThat(json(api.get("/_sim/profiles")).path("keys")).hasSize(2);
    }

    @Test
    void a10AKeyIsNeverCleared() {
        api.create(CRM, "1");
        assertThat(api.patch(CRM, "1", "{\"com.apsis1.attributes.crmid\":null}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void a12a13a14ConsentsAnswerAsTheDocumentsOfEitherTime() {
        api.create(CRM, "1");
        api.switches("A13", "201");
        assertThat(api.consent(CRM, "1", "Newsletter", "opt-in").statusCode()).isEqualTo(201);
        assertThat(api.consent(CRM, "1", "Newsletter", "opt-in").statusCode()).isEqualTo(200);
        api.switches("A12", "409");
        assertThat(api.consent(CRM, "1", "Newsletter", "opt-in").statusCode()).isEqualTo(409);
        api.post(
                "/_sim/consents",
                "{\"crm_id\":\"1\",\"topic\":\"Events\",\"channel\":\"email\",\"type\":\"confirmed-opt-in\"}");
        assertThat(api.consent(CRM, "1", "Events", "opt-in").statusCode()).isEqualTo(409);
        api.switches("A14", "200");
        assertThat(api.consent(CRM, "1", "Events", "opt-in").statusCode()).isEqualTo(200);
    }

    @Test
    void a15a16AMergeNeedsBothSidesAndEqualKeyAttributes() {
        api.create(CRM, "1");
        assertThat(merge("1", "a@x.test")).isEqualTo(404);
        api.switches("A16", "create");
        assertThat(merge("1", "a@x.test")).isEqualTo(204);
        api.create(CRM, "2");
        api.patch(CRM, "2", "{\"com.apsis1.attributes.email\":\"b@x.test\"}");
        assertThat(merge("2", "a@x.test")).isEqualTo(409);
        assertThat(api.send("PUT", "/audience/profiles/merges", "application/json", "{\"profiles\":[]}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void a17a18WhoWinsAMergeAndWhatARepeatSays() {
        api.create(OTHER, "a@x.test");
        api.patch(OTHER, "a@x.test", "{\"" + attribute("City") + "\":\"Oslo\"}");
        api.consent(OTHER, "a@x.test", "Newsletter", "opt-out");
        api.create(CRM, "1");
        api.patch(CRM, "1", "{\"" + attribute("City") + "\":\"Bergen\"}");
        api.consent(CRM, "1", "Newsletter", "opt-in");
        assertThat(merge("1", "a@x.test")).isEqualTo(204);
        assertThat(api.shown("1").toString()).contains("Bergen").contains("opt-out");
        assertThat(merge("1", "a@x.test")).isEqualTo(204);
        api.switches("A18", "newest");
        assertThat(merge("1", "a@x.test")).isEqualTo(409);
    }

    @Test
    void a18TheNewestConsentMayWin() {
        api.switches("A18", "newest");
        api.create(OTHER, "a@x.test");
        api.consent(OTHER, "a@x.test", "Newsletter", "opt-out");
        api.create(CRM, "1");
        api.consent(CRM, "1", "Newsletter", "opt-in");
        merge("1", "a@x.test");
        assertThat(api.shown("1").toString()).contains("opt-in").doesNotContain("opt-out");
    }

    @Test
    void a17TheFirstListedMayWin() {
        api.switches("A17", "first");
        api.create(CRM, "1");
        api.patch(CRM, "1", "{\"" + attribute("City") + "\":\"Bergen\"}");
        api.create(OTHER, "a@x.test");
        api.patch(OTHER, "a@x.test", "{\"" + attribute("City") + "\":\"Oslo\"}");
        merge("1", "a@x.test");
        assertThat(api.shown("1").toString()).contains("Bergen").doesNotContain("Oslo");
    }

    @Test
    void a19a20DeletingWhatIsNotThereAndLocking() {
        assertThat(delete("1")).isEqualTo(404);
        api.switches("A19", "204");
        assertThat(delete("1")).isEqualTo(204);
        api.create(CRM, "2");
        api.send("PUT", Api.profile(CRM, "2") + "/locks", "", "");
        assertThat(api.create(CRM, "2").statusCode()).isEqualTo(410);
    }

    @Test
    void a24ConsentOneMayBeGone() {
        api.switches("A24", "410");
        assertThat(api.post("/audience/channels/email/addresses/a/consents", "{}")
                        .statusCode())
                .isEqualTo(410);
    }

    @Test
    void a25TagsTakeVersionIdsOrDiscriminatorsOrAreMade() {
        api.create(CRM, "1");
        String discriminator = "usercreated.tags." + Vocabulary.slug("Key account");
        assertThat(tags("{\"2002\":true}")).isEqualTo(204);
        assertThat(tags("{\"" + discriminator + "\":null}")).isEqualTo(204);
        assertThat(tags("{\"none\":true}")).isEqualTo(400);
        api.switches("A25", "version-id");
        assertThat(tags("{\"" + discriminator + "\":true}")).isEqualTo(400);
        api.switches("A25", "discriminator");
        assertThat(tags("{\"2002\":true}")).isEqualTo(400);
        api.switches("A25", "create");
        assertThat(tags("{\"Fresh\":true}")).isEqualTo(204);
    }

    @Test
    void a26ConsentsMayBeGivenOnlyForTheTypesAskedFor() {
        api.create(CRM, "1");
        api.consent(CRM, "1", "Newsletter", "opt-out");
        assertThat(json(api.get(Api.consents(CRM, "1"))).path("items")).hasSize(1);
        api.switches("A26", "asked-only");
        assertThat(json(api.get(Api.consents(CRM, "1"))).path("items")).isEmpty();
        assertThat(json(api.get(Api.consents(CRM, "1") + "?consent_types=opt-out"))
                        .path("items"))
                .hasSize(1);
    }

    @Test
    void a27ReadsMayShowWritesLate() {
        api.switches("A27", "60000");
        api.create(CRM, "1");
        assertThat(api.get(Api.consents(CRM, "1")).statusCode()).isEqualTo(404);
        assertThat(api.patch(CRM, "1", "{}").statusCode()).isEqualTo(204);
        api.switches("A27", "0");
        assertThat(api.get(Api.consents(CRM, "1")).statusCode()).isEqualTo(200);
    }

    @Test
    void a28ErrorsMayBeWebPages() {
        api.switches("A28", "html");
        HttpResponse<String> answer = api.patch(CRM, "1", "{}");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/html");
    }

    @Test
    void a29KeysMayAllBeExact() {
        api.create(OTHER, "Ann@x.test");
        assertThat(api.patch(OTHER, "ann@x.test", "{}").statusCode()).isEqualTo(204);
        api.switches("A29", "exact");
        api.create(OTHER, "Bob@x.test");
        assertThat(api.patch(OTHER, "bob@x.test", "{}").statusCode()).isEqualTo(404);
    }

    @Test
    void a30a31a32WordsPathsAndMembersMayBeCheckedStrictly() {
        api.create(CRM, "1");
        String consent = "{\"topic_discriminator\":\"" + Api.topic("Events")
                + "\",\"type\":\"opt-in\",\"channel_discriminator\":\"com.apsis1.channels.email\",\"extra\":1}";
        assertThat(api.post(Api.consents(CRM, "1"), consent).statusCode()).isEqualTo(400);
        api.switches("A30", "limit");
        assertThat(api.post(Api.consents(CRM, "1"), consent).statusCode()).isEqualTo(204);
        String wordy = consent.replace("\"extra\":1", "\"reason\":\"" + "x".repeat(101) + "\"");
        assertThat(api.post(Api.consents(CRM, "1"), wordy).statusCode()).isEqualTo(400);
        api.switches("A32", "400");
        assertThat(api.post(Api.consents(CRM, "1"), consent).statusCode()).isEqualTo(400);
        String path = "/audience/keyspaces/" + OTHER + "/profiles/a@x.test/sections/" + Api.SECTION + "/tags";
        assertThat(api.get(path).statusCode()).isEqualTo(404);
        api.switches("A31", "400");
        assertThat(api.get(path).statusCode()).isEqualTo(400);
    }

    private JsonNode token() {
        return json(api.post("/oauth/token", TOKEN));
    }

    private int merge(String crmId, String email) {
        String body = "{\"profiles\":[{\"keyspace_discriminator\":\"" + CRM + "\",\"profile_key\":\"" + crmId
                + "\"},{\"keyspace_discriminator\":\"" + OTHER + "\",\"profile_key\":\"" + email + "\"}]}";
        return api.send("PUT", "/audience/profiles/merges", "application/json", body)
                .statusCode();
    }

    private int delete(String crmId) {
        return api.send("DELETE", Api.profile(CRM, crmId), "", "").statusCode();
    }

    private int tags(String body) {
        String path = Api.profile(CRM, "1") + "/sections/" + Api.SECTION + "/tags";
        return api.send("PATCH", path, "application/merge-patch+json", body).statusCode();
    }
}
