package dev.kith.apsisone.sim;

import static dev.kith.apsisone.sim.Api.CRM;
import static dev.kith.apsisone.sim.Api.EMAIL;
import static dev.kith.apsisone.sim.Api.attribute;
import static dev.kith.apsisone.sim.Api.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApsisOneTest {
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
    void a1TokensAreJwtsWithAnEnd() {
        assertThat(api.token.split("\\.", -1)).hasSize(3);
        assertThat(api.get("/audience/keyspaces").statusCode()).isEqualTo(200);
    }

    @Test
    void a2AnExpiredTokenAMissingAndAForgedOneAreRefused() {
        api.send("POST", "/_sim/tokens/expire", "", "");
        assertThat(api.get("/audience/keyspaces").statusCode()).isEqualTo(401);
        api.token = "a.b.c";
        assertThat(api.get("/audience/keyspaces").statusCode()).isEqualTo(401);
    }

    @Test
    void a3TokensAreGivenForJsonAndForms() {
        String form = "grant_type=client_credentials&client_id=kith&client_secret=apsis-secret";
        assertThat(api.send("POST", "/oauth/token", "application/x-www-form-urlencoded", form)
                        .statusCode())
                .isEqualTo(200);
        assertThat(api.post("/oauth/token", form).statusCode()).isEqualTo(400);
        String wrong = form.replace("apsis-secret", "no");
        assertThat(api.send("POST", "/oauth/token", "application/x-www-form-urlencoded", wrong)
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void a5a11ProfilesAreCreatedOnceAndPatchCreatesNone() {
        assertThat(api.patch(CRM, "1", "{}").statusCode()).isEqualTo(404);
        assertThat(api.create(CRM, "1").statusCode()).isEqualTo(201);
        assertThat(api.create(CRM, "1").statusCode()).isEqualTo(409);
        assertThat(api.shown("1")
                        .at("/sections/com.apsis1.sections.default/attributes/com.apsis1.attributes.crmid")
                        .asText())
                .isEqualTo("1");
    }

    @Test
    void a7a8UnknownAttributesAndWrongTypesAreRefused() {
        api.create(CRM, "1");
        assertThat(json(api.patch(CRM, "1", "{\"usercreated.attributes.no\":\"x\"}"))
                        .path("detail")
                        .asText())
                .isEqualTo("Attribute not found: usercreated.attributes.no");
        for (String wrong : List.of(
                "\"com.apsis1.attributes.mobile\":\"31612345678\"",
                "\"com.apsis1.attributes.firstname\":5",
                "\"com.apsis1.attributes.firstname\":\"" + "x".repeat(1001) + "\"",
                "\"com.apsis1.attributes.birthdate\":\"20130208\"",
                "\"" + attribute("Loyalty points") + "\":1.5",
                "\"" + attribute("VIP") + "\":\"true\"",
                "\"" + attribute("Customer since") + "\":1700000000000")) {
            assertThat(api.patch(CRM, "1", "{" + wrong + "}").statusCode())
                    .as(wrong)
                    .isEqualTo(400);
        }
    }

    @Test
    void everyTypeKeepsItsValueAndNullClearsIt() {
        api.create(CRM, "1");
        String body =
                "{\"com.apsis1.attributes.mobile\":31612345678,\"com.apsis1.attributes.birthdate\":\"1980-02-29\","
                        + "\"" + attribute("Credit limit") + "\":1234.50,\"" + attribute("VIP") + "\":true,"
                        + "\"" + attribute("Customer since") + "\":1700000000,\"" + attribute("City") + "\":\"Århus\"}";
        assertThat(api.patch(CRM, "1", body).statusCode()).isEqualTo(204);
        assertThat(api.patch(CRM, "1", "{\"" + attribute("VIP") + "\":null}").statusCode())
                .isEqualTo(204);
        assertThat(api.get("/_sim/profiles").body())
                .isEqualTo("{\"keys\":{\"com.apsis1.keyspaces.crm-id\":[\"1\"],"
                        + "\"com.apsis1.keyspaces.mobile\":[\"31612345678\"]},"
                        + "\"sections\":{\"com.apsis1.sections.default\":{\"attributes\":{"
                        + "\"com.apsis1.attributes.birthdate\":\"1980-02-29\",\"com.apsis1.attributes.crmid\":\"1\","
                        + "\"com.apsis1.attributes.mobile\":31612345678,\"" + attribute("City") + "\":\"Århus\","
                        + "\"" + attribute("Credit limit") + "\":1234.5,\"" + attribute("Customer since")
                        + "\":1700000000},\"tags\":[],\"consents\":[]}}}\n");
    }

    @Test
    void a9ATakenKeyIsRefusedAndNothingChanges() {
        api.create(EMAIL, "a@example.com");
        api.create(CRM, "1");
        String body = "{\"com.apsis1.attributes.email\":\"A@example.com\",\"com.apsis1.attributes.firstname\":\"Ann\"}";
        assertThat(api.patch(CRM, "1", body).statusCode()).isEqualTo(409);
        assertThat(api.shown("1").toString()).doesNotContain("Ann");
    }

    @Test
    void keysMoveAlongWithTheirAttributes() {
        api.create(CRM, "1");
        api.patch(CRM, "1", "{\"com.apsis1.attributes.email\":\"a@example.com\"}");
        api.patch(CRM, "1", "{\"com.apsis1.attributes.email\":\"b@example.com\"}");
        assertThat(api.patch(EMAIL, "a@example.com", "{}").statusCode()).isEqualTo(404);
        assertThat(api.patch(EMAIL, "b@example.com", "{}").statusCode()).isEqualTo(204);
    }

    @Test
    void a10AKeyAttributeCannotBeCleared() {
        api.create(CRM, "1");
        assertThat(api.patch(CRM, "1", "{\"com.apsis1.attributes.email\":null}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void a19a20DeletedProfilesAreUnknownAndLockedOnesGoneForEver() {
        api.create(CRM, "1");
        assertThat(api.send("DELETE", Api.profile(CRM, "1"), "", "").statusCode())
                .isEqualTo(204);
        assertThat(api.send("DELETE", Api.profile(CRM, "1"), "", "").statusCode())
                .isEqualTo(404);
        api.create(CRM, "1");
        assertThat(api.send("PUT", Api.profile(CRM, "1") + "/locks", "", "").statusCode())
                .isEqualTo(204);
        assertThat(api.create(CRM, "1").statusCode()).isEqualTo(410);
        assertThat(api.patch(CRM, "1", "{}").statusCode()).isEqualTo(410);
    }

    @Test
    void a21ABodyOver100KilobytesIsRefused() {
        api.create(CRM, "1");
        assertThat(api.patch(CRM, "1", "{\"x\":\"" + "x".repeat(100_000) + "\"}")
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void a28ErrorsAreProblems() {
        var answer = api.get("/audience/sections/none/attributes");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(json(answer).path("detail").asText()).isEqualTo("Section not found");
        assertThat(api.get("/nowhere").statusCode()).isEqualTo(404);
    }

    @Test
    void contentTypesAreCheckedAsTheApiDocumentsThem() {
        String path = "/v2" + Api.profile(CRM, "1") + "/sections/" + Api.SECTION + "/attributes";
        assertThat(api.send("PATCH", path, "application/json", "{}").statusCode())
                .isEqualTo(415);
    }

    @Test
    void a29a31AddressesAreFoundInAnyCaseAndWithAPlainAt() {
        api.create(EMAIL, "Ann@Example.com");
        String path = "/audience/keyspaces/" + EMAIL + "/profiles/ann@example.com";
        assertThat(api.send("DELETE", path, "", "").statusCode()).isEqualTo(204);
    }

    @Test
    void definitionsShowVersionsTypesAndPermissions() {
        var plain = json(api.get("/audience/sections/" + Api.SECTION + "/attributes"));
        assertThat(plain.path("items")).hasSize(23);
        assertThat(plain.toString()).doesNotContain("keyspace_permissions");
        var full = json(api.get("/audience/sections/" + Api.SECTION + "/attributes?include_keyspace_permissions=true"));
        assertThat(full.at("/items/0/versions/0/type").asText()).isEqualTo("text");
        assertThat(full.at("/items/0/keyspace_permissions/3/permissions")).hasSize(1);
        assertThat(json(api.get("/audience/keyspaces")).toString())
                .contains("com.apsis1.integrations.keyspaces.", ".tribe");
        assertThat(json(api.get("/v2/audience/sections/" + Api.SECTION + "/topics"))
                        .path("items"))
                .hasSize(3);
    }

    @Test
    void definitionsCanBeChanged() {
        api.post("/_sim/attributes", "{\"name\":\"Shoe size\",\"type\":\"integer\"}");
        api.create(CRM, "1");
        String body = "{\"" + attribute("Shoe size") + "\":42}";
        assertThat(api.patch(CRM, "1", body).statusCode()).isEqualTo(204);
        api.send("DELETE", "/_sim/attributes/" + attribute("Shoe size"), "", "");
        assertThat(api.patch(CRM, "1", body).statusCode()).isEqualTo(400);
    }

    @Test
    void stateComesBackAsItWas() throws IOException {
        api.post(
                "/_sim/profiles",
                "{\"keys\":{\"crm-id\":[\"7\"],\"email\":[\"X@example.com\"]},\"attributes\":{\"Credit limit\":0.10},"
                        + "\"consents\":[{\"topic\":\"Newsletter\",\"channel\":\"email\",\"type\":\"confirmed-opt-in\"}]}");
        api.create(CRM, "locked");
        api.send("PUT", Api.profile(CRM, "locked") + "/locks", "", "");
        api.send("POST", "/_sim/tokens/expire", "", "");
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        api.system.save(saved);
        ApsisOne again = new ApsisOne(new Account("kith", "apsis-secret"), 0, Clock.systemUTC());
        again.load(new ByteArrayInputStream(saved.toByteArray()));
        try (Api second = Api.serve(again)) {
            String dump = second.get("/_sim/profiles").body();
            assertThat(dump).contains("confirmed-opt-in", "X@example.com");
            assertThat(dump).isEqualTo(api.get("/_sim/profiles").body());
            assertThat(second.create(CRM, "locked").statusCode()).isEqualTo(410);
        }
    }

    @Test
    void seedsProfilesKnownByTheirAddressOnly() throws IOException {
        ApsisOne seeded = new ApsisOne(new Account("kith", "apsis-secret"), 3, Clock.systemUTC());
        seeded.seed(1, 1000);
        try (Api other = Api.serve(seeded)) {
            assertThat(other.get("/_sim/profiles").body().lines())
                    .hasSize(3)
                    .allMatch(l -> l.startsWith("{\"keys\":{\"com.apsis1.keyspaces.email\":["));
        }
    }

    @Test
    void dumpsCanBeReadInParts() {
        List.of("b", "a", "c").forEach(k -> api.create(CRM, k));
        assertThat(api.get("/_sim/profiles?limit=2").body().lines())
                .hasSize(2)
                .first()
                .asString()
                .contains("[\"a\"]");
        assertThat(api.get("/_sim/profiles?after=b").body()).contains("[\"c\"]").doesNotContain("[\"b\"]");
    }
}
