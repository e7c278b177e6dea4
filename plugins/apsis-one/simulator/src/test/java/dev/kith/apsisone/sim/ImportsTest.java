package dev.kith.apsisone.sim;

import static dev.kith.apsisone.sim.Api.CRM;
import static dev.kith.apsisone.sim.Api.attribute;
import static dev.kith.apsisone.sim.Api.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A22, A23: imports and their upload. */
class ImportsTest {
    private static final String IMPORTS = "/audience/sections/" + Api.SECTION + "/imports";

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
    void a22AnImportPassesItsStatesInOrderAndWritesItsRows() {
        JsonNode job = request(false, false);
        assertThat(status(job)).isEqualTo("waiting_for_file");
        assertThat(upload(job, "id,email,city,vip,in,out\r\n1,a@x.test,\"Oslo, \"\"N\"\"\",true,1,\r\n"))
                .isEqualTo(204);
        assertThat(status(job)).isEqualTo("queued");
        assertThat(status(job)).isEqualTo("in_progress");
        assertThat(api.get("/_sim/profiles/1").statusCode()).isEqualTo(200);
        assertThat(status(job)).isEqualTo("completed");
        JsonNode section = api.shown("1").path("sections").path(Api.SECTION);
        assertThat(section.path("attributes").path(attribute("City")).asText()).isEqualTo("Oslo, \"N\"");
        assertThat(section.path("attributes").path(attribute("VIP")).booleanValue())
                .isTrue();
        assertThat(section.path("consents").get(0).path("type").asText()).isEqualTo("opt-in");
    }

    @Test
    void anOptOutStaysUnlessTheMappingSaysOtherwise() {
        api.create(CRM, "1");
        api.consent(CRM, "1", "Newsletter", "opt-out");
        run(request(false, false), "id,email,city,vip,in,out\n1,a@x.test,,,1,\n");
        assertThat(type("1")).isEqualTo("opt-out");
        run(request(false, true), "id,email,city,vip,in,out\n1,a@x.test,,,1,\n");
        assertThat(type("1")).isEqualTo("opt-in");
        run(request(false, false), "id;email;city;vip;in;out\n1;a@x.test;;;;true\n");
        assertThat(type("1")).isEqualTo("opt-out");
    }

    @Test
    void emptyCellsClearOnlyWhenAskedToAndNeverAKey() {
        run(request(false, false), "id,email,city,vip,in,out\n1,a@x.test,Oslo,true,,\n");
        run(request(false, false), "id,email,city,vip,in,out\n1,,,,,\n");
        assertThat(api.shown("1").toString()).contains("Oslo");
        run(request(true, false), "id,email,city,vip,in,out\n1,,,true,,\n");
        assertThat(api.shown("1").toString()).doesNotContain("Oslo").contains("a@x.test");
    }

    @Test
    void a22RowErrorsAreCountedButShownOnlyWithTheSwitch() {
        api.switches("A22", "counters");
        JsonNode job = request(false, false);
        upload(job, "id,email,city,vip,in,out\n1,,,yes,,\n,,,,,\n2,,,,1,\n3,,Oslo,,,\n");
        for (int i = 0; i < 3; i++) {
            status(job);
        }
        assertThat(json(api.get(IMPORTS + "/" + job.path("import_id").asText()))
                        .at("/result/rows/failed")
                        .asInt())
                .isEqualTo(3);
        api.switches("A22", "completed");
        assertThat(json(api.get(IMPORTS + "/" + job.path("import_id").asText()))
                        .path("result")
                        .has("rows"))
                .isFalse();
    }

    @Test
    void a22AnImportMayEndInErrorOrNeverLeaveTheQueue() {
        api.switches("A22", "stuck");
        JsonNode job = request(false, false);
        upload(job, "id\n1\n");
        for (int i = 0; i < 5; i++) {
            assertThat(status(job)).isEqualTo("queued");
        }
        api.switches("A22", "error");
        status(job);
        status(job);
        assertThat(status(job)).isEqualTo("error");
        assertThat(api.get("/_sim/profiles/1").statusCode()).isEqualTo(404);
    }

    @Test
    void a22AFourthPendingImportIsTooMany() {
        api.switches("A22", "three-pending");
        for (int i = 0; i < 3; i++) {
            request(false, false);
        }
        assertThat(api.post("/v2" + IMPORTS, body(false, false)).statusCode()).isEqualTo(429);
    }

    @Test
    void a23OnlyTrueMayCountAsAFlag() {
        api.switches("A23", "true-only");
        run(request(false, false), "id,email,city,vip,in,out\n1,a@x.test,,,1,\n2,b@x.test,,,true,\n");
        assertThat(api.shown("1").at("/sections/" + Api.SECTION + "/consents")).isEmpty();
        assertThat(type("2")).isEqualTo("opt-in");
    }

    @Test
    void theUploadIsStrictAsS3Is() {
        JsonNode job = request(false, false);
        String type = "multipart/form-data; boundary=b";
        String whole = multipart(job, "id\n1\n");
        assertThat(api.send("POST", "/s3/kith-imports", type, whole).statusCode())
                .isEqualTo(400);
        api.token = "";
        assertThat(api.send("POST", "/s3/kith-imports", "text/csv", "id\n").statusCode())
                .isEqualTo(400);
        assertThat(api.send("POST", "/s3/kith-imports", type, whole.replace("simulated", "x\""))
                        .statusCode())
                .isEqualTo(204);
        assertThat(api.send("POST", "/s3/kith-imports", type, whole).statusCode())
                .isEqualTo(403);
    }

    @Test
    void mappingsAreCheckedWhenAskedFor() {
        assertThat(api.post("/v2" + IMPORTS, body(false, false).replace("1001", "9999"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(api.post("/v2" + IMPORTS, body(false, false).replace("usercreated.topics", "no"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(api.post("/v2" + IMPORTS, body(false, false).replace("keyspaces.crm-id", "keyspaces.export"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(api.post("/v2" + IMPORTS, body(false, false).replace("keyspace_mapping", "keyspace_mappings"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(api.get(IMPORTS + "/none").statusCode()).isEqualTo(404);
    }

    @Test
    void a22ImportsInProgressGoOnAfterARestart() throws IOException {
        api.post("/_sim/imports/delay", "{\"milliseconds\":3600000}");
        JsonNode waiting = request(false, false);
        JsonNode uploaded = request(false, false);
        upload(uploaded, "id,email,city,vip,in,out\n1,a@x.test,Oslo,,1,\n");
        restart(new ApsisOne(new Account("kith", "apsis-secret"), 0, Clock.systemUTC()));
        assertThat(status(waiting)).isEqualTo("waiting_for_file");
        assertThat(status(uploaded)).isEqualTo("queued");
        assertThat(status(uploaded)).as("with the delay of before").isEqualTo("queued");
        api.post("/_sim/imports/delay", "{\"milliseconds\":0}");
        finish(uploaded);
        assertThat(type("1")).isEqualTo("opt-in");
        assertThat(upload(waiting, "id,email,city,vip,in,out\n2,b@x.test,,,,1\n"))
                .isEqualTo(204);
        finish(waiting);
        assertThat(type("2")).isEqualTo("opt-out");
        assertThat(request(false, false).path("import_id").asText()).isEqualTo("import-3");
    }

    @Test
    void a22AnImportWhoseAttributesAreGoneEndsInError() {
        JsonNode job = request(false, false);
        upload(job, "id,email,city,vip,in,out\n1,a@x.test,Oslo,,1,\n");
        api.send("DELETE", "/_sim/attributes/" + attribute("City"), "", "");
        status(job);
        status(job);
        assertThat(status(job)).isEqualTo("error");
    }

    @Test
    void switchesAndTokensSurviveARestartAndWhatIsChosenAnewStands() throws IOException {
        api.switches("A1", "opaque");
        api.switches("A5", "400");
        api.switches("A13", "201");
        String token = api.token;
        String opaque = json(api.post(
                        "/oauth/token",
                        "{\"grant_type\":\"client_credentials\",\"client_id\":\"kith\",\"client_secret\":\"apsis-secret\"}"))
                .path("access_token")
                .asText();
        restart(new ApsisOne(new Account("kith", "apsis-secret"), 0, Clock.systemUTC()).with("A13", "204"));
        JsonNode switches = json(api.get("/_sim/switches"));
        assertThat(switches.path("A5").asText()).isEqualTo("400");
        assertThat(switches.path("A13").asText()).isEqualTo("204");
        for (String each : List.of(token, opaque)) {
            api.token = each;
            assertThat(api.get("/audience/keyspaces").statusCode()).isEqualTo(200);
        }
    }

    /** Another simulator goes on where this one ends. */
    private void restart(ApsisOne again) throws IOException {
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        api.system.save(saved);
        api.close();
        again.load(new ByteArrayInputStream(saved.toByteArray()));
        api = Api.serve(again);
    }

    private void run(JsonNode job, String csv) {
        upload(job, csv);
        finish(job);
    }

    private void finish(JsonNode job) {
        for (int i = 0; i < 3; i++) {
            status(job);
        }
        assertThat(status(job)).isEqualTo("completed");
    }

    private String type(String crmId) {
        return api.shown(crmId)
                .path("sections")
                .path(Api.SECTION)
                .path("consents")
                .get(0)
                .path("type")
                .asText();
    }

    private JsonNode request(boolean clears, boolean resubscribes) {
        HttpResponse<String> answer = api.post("/v2" + IMPORTS, body(clears, resubscribes));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    private static String body(boolean clears, boolean resubscribes) {
        String consent = "{\"field_selector\":\"%s\",\"topic_discriminator\":\"" + Api.topic("Newsletter")
                + "\",\"channel_discriminator\":\"com.apsis1.channels.email\",\"type\":\"%s\","
                + "\"resubscribe_if_opted_out\":" + resubscribes + "}";
        return "{\"keyspace_mapping\":{\"keyspace_discriminator\":\"" + CRM + "\",\"field_selector\":\"id\"},"
                + "\"options\":{\"update_existing_profiles\":true,\"clear_existing_attributes\":" + clears + "},"
                + "\"attribute_mappings\":[{\"field_selector\":\"email\",\"attribute_version_id\":\"1001\"},"
                + "{\"field_selector\":\"city\",\"attribute_version_id\":\"1012\"},"
                + "{\"field_selector\":\"vip\",\"attribute_version_id\":\"1021\"}],"
                + "\"consent_mappings\":[{\"address_field_selector\":\"email\",\"consents\":["
                + consent.formatted("in", "opt-in") + "," + consent.formatted("out", "opt-out") + "]}]}";
    }

    private String status(JsonNode job) {
        return json(api.get(IMPORTS + "/" + job.path("import_id").asText()))
                .at("/result/status")
                .asText();
    }

    private int upload(JsonNode job, String csv) {
        String token = api.token;
        api.token = "";
        String path = URI.create(job.path("file_upload_url").asText()).getPath();
        int status = api.send("POST", path, "multipart/form-data; boundary=b", multipart(job, csv))
                .statusCode();
        api.token = token;
        return status;
    }

    private static String multipart(JsonNode job, String csv) {
        StringBuilder body = new StringBuilder();
        job.path("file_upload_body")
                .properties()
                .forEach(field -> body.append("--b\r\nContent-Disposition: form-data; name=\"")
                        .append(field.getKey())
                        .append("\"\r\n\r\n")
                        .append(field.getValue().asText())
                        .append("\r\n"));
        return body + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f.csv\"\r\n"
                + "Content-Type: text/csv\r\n\r\n" + csv + "\r\n--b--\r\n";
    }
}
