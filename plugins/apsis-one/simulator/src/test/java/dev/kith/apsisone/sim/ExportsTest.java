package dev.kith.apsisone.sim;

import static dev.kith.apsisone.sim.Api.CRM;
import static dev.kith.apsisone.sim.Api.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExportsTest {
    private static final String COLUMNS = "\"attributes\":[{\"field_name\":\"crm\",\"attribute_version_id\":\"1003\"}]";

    private Api api;

    @BeforeEach
    void start() throws IOException {
        api = Api.start();
        api.create(CRM, "1");
        api.consent(CRM, "1", "Newsletter", "opt-out");
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void profilesComeAsCsvOnceTheExportHasRun() {
        JsonNode job = json(api.post("/audience/profiles/reports/segments", "{" + COLUMNS + "}"));
        String fresh = URI.create(job.path("file_download_url_v2").asText()).getPath();
        assertThat(api.get(fresh).statusCode()).isEqualTo(202);
        assertThat(api.get(fresh).body())
                .startsWith("\"export_key\",\"crm\"\r\n")
                .endsWith(",\"1\"\r\n");
        assertThat(api.get(fresh + "0").statusCode()).isEqualTo(404);
    }

    @Test
    void theOlderPollUrlSays404WhileTheExportRuns() {
        JsonNode job = json(api.post("/audience/profiles/reports/segments", "{" + COLUMNS + "}"));
        String old = URI.create(job.path("file_download_url").asText()).getPath();
        assertThat(api.get(old).statusCode()).isEqualTo(404);
        assertThat(api.get(old).statusCode()).isEqualTo(200);
    }

    @Test
    void consentsComeAsARowForEachProfileAndTopic() {
        String body = "{\"section_discriminator\":\"" + Api.SECTION + "\",\"topic_discriminators\":[\""
                + Api.topic("Newsletter") + "\",\"" + Api.topic("Events")
                + "\"],\"channels\":[{\"field_name\":\"mail\","
                + "\"channel_discriminator\":\"com.apsis1.channels.email\"}]," + COLUMNS + "}";
        JsonNode job = json(api.post("/audience/profiles/reports/consents", body));
        String fresh = URI.create(job.path("file_download_url_v2").asText()).getPath();
        api.get(fresh);
        assertThat(api.get(fresh).body().lines().skip(1))
                .singleElement()
                .asString()
                .endsWith(",\"1\",\"" + Api.topic("Newsletter") + "\",\"opt-out\"");
    }
}
