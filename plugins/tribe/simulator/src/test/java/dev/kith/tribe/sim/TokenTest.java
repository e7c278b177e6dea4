package dev.kith.tribe.sim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.testkit.sim.SimJson;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TokenTest {
    private static RunningSim sim;

    @BeforeAll
    static void start() throws Exception {
        sim = new RunningSim(1, 5);
    }

    @AfterAll
    static void stop() {
        sim.close();
    }

    @Test
    void t1AcceptsReadAndWriteOrNoScope() throws Exception {
        assertThat(sim.token(RunningSim.FORM).statusCode()).isEqualTo(200);
        assertThat(sim.token(RunningSim.FORM + "&scope=read+write").statusCode())
                .isEqualTo(200);
        assertThat(sim.token(RunningSim.FORM + "&scope=write&organization_id=x").statusCode())
                .isEqualTo(200);
    }

    @Test
    void t1RefusesTheScopeOffline() throws Exception {
        HttpResponse<String> answer = sim.token(RunningSim.FORM + "&scope=read%20offline");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"invalid_scope\"").contains("'offline'");
    }

    @Test
    void t2RefusesBasicCredentials() throws Exception {
        String basic = Base64.getEncoder().encodeToString("kith:tribe-secret".getBytes(UTF_8));
        HttpResponse<String> answer = sim.token("grant_type=client_credentials", "Authorization", "Basic " + basic);
        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @Test
    void refusesAnUnknownClientInTheShapeOfHydra() throws Exception {
        HttpResponse<String> answer = sim.token("grant_type=client_credentials&client_id=kith&client_secret=wrong");
        assertThat(answer.statusCode()).isEqualTo(401);
        JsonNode body = SimJson.MAPPER.readTree(answer.body());
        assertThat(body.path("error").asText()).isEqualTo("invalid_client");
        assertThat(body.path("error_description").asText()).startsWith("Client authentication failed");
        assertThat(body.path("status_code").asInt()).isEqualTo(401);
        assertThat(body.has("error_hint")).isTrue();
    }

    @Test
    void refusesAnotherGrantAndAJsonBody() throws Exception {
        assertThat(sim.token(RunningSim.FORM.replace("client_credentials", "password"))
                        .body())
                .contains("unsupported_grant_type");
        assertThat(sim.send("POST", "/oauth2/token", "{}").statusCode()).isEqualTo(400);
    }

    @Test
    void t3TokensLastAnHour() throws Exception {
        JsonNode answer = RunningSim.json(sim.token(RunningSim.FORM));
        assertThat(answer.path("expires_in").asInt()).isEqualTo(3600);
        assertThat(answer.path("token_type").asText()).isEqualTo("bearer");
        assertThat(sim.odata("Label").statusCode()).isEqualTo(200);
        sim.clock.advance(Duration.ofHours(1));
        assertThat(sim.odata("Label").statusCode()).isEqualTo(401);
        sim.renewToken();
        assertThat(sim.odata("Label").statusCode()).isEqualTo(200);
    }

    @Test
    void t4IgnoresATokenInTheQuery() throws Exception {
        String token =
                RunningSim.json(sim.token(RunningSim.FORM)).path("access_token").asText();
        HttpResponse<String> answer = sim.plain("/v1/odata/Label?access_token=" + token);
        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @Test
    void t5AnswersAMissingTokenAlsoOnUnknownPaths() throws Exception {
        assertThat(sim.plain("/v1/odata/Label").body())
                .isEqualTo("{\"error\":\"invalid_token\","
                        + "\"error_description\":\"The access token is missing, unknown or expired.\"}");
        assertThat(sim.plain("/v1/nothing").statusCode()).isEqualTo(401);
        assertThat(sim.plain("/v1/odata/$metadata").statusCode()).isEqualTo(401);
    }

    @Test
    void aRefreshTokenIsGoodForOneUse() throws Exception {
        sim.send("PUT", "/_sim/switches", "{\"T1\":\"offline\"}");
        JsonNode first = RunningSim.json(sim.token(RunningSim.FORM + "&scope=read%20offline"));
        String again = RunningSim.FORM.replace("client_credentials", "refresh_token") + "&refresh_token="
                + first.path("refresh_token").asText();
        assertThat(RunningSim.json(sim.token(again)).path("refresh_token")).isNotEqualTo(first.path("refresh_token"));
        assertThat(sim.token(again).body()).contains("invalid_grant");
        sim.send("DELETE", "/_sim/switches", "");
    }

    @Test
    void allTokensCanBeExpired() throws Exception {
        sim.send("POST", "/_sim/tokens/expire", "");
        assertThat(sim.odata("Label").statusCode()).isEqualTo(401);
        sim.renewToken();
    }
}
