package dev.kith.tribe;

import static dev.kith.tribe.ScriptedTribe.html;
import static dev.kith.tribe.ScriptedTribe.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.testkit.DirectContext;
import dev.kith.testkit.sim.SimAnswer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TribeApiTest {
    private static final Query LABELS = Query.of("Label").with("$filter", "ID eq 11111111-1111-4111-8111-111111111111");

    private ScriptedTribe tribe;

    @BeforeEach
    void start() throws IOException {
        tribe = new ScriptedTribe();
    }

    @AfterEach
    void stop() {
        tribe.close();
    }

    @Test // T1, T2
    void sendsTheCredentialsInTheBodyOfTheTokenCall() {
        tribe.answers(rows()).api().get(LABELS);
        assertThat(tribe.tokenRequests).singleElement().satisfies(r -> {
            assertThat(r.text())
                    .isEqualTo("grant_type=client_credentials&client_id=kith&client_secret=s3cr3t%2B%26"
                            + "&scope=read%20write");
            assertThat(r.header("Authorization")).isEmpty();
        });
    }

    @Test // T4
    void sendsTheTokenInTheHeaderOnly() {
        tribe.answers(rows()).api().get(LABELS);
        assertThat(tribe.requests).singleElement().satisfies(r -> {
            assertThat(r.header("Authorization")).contains("Bearer token-1");
            assertThat(r.rawQuery()).doesNotContain("token");
        });
    }

    @ParameterizedTest // T3
    @ValueSource(strings = {"9223372036854775807", "-5", "0"})
    void obeysALifetimeThatMakesNoSenseAsFarAsItCan(String seconds) {
        tribe.tokens(SimAnswer.text(200, "application/json", "{\"access_token\":\"a\",\"expires_in\":" + seconds + "}"))
                .otherwise(r -> rows());
        assertThat(tribe.api().get(LABELS).has("value")).isTrue();
    }

    @Test
    void takesATokenThatFitsNoHeaderForNone() {
        tribe.tokens(SimAnswer.json(200, Map.of("access_token", "a\nb")));
        assertThat(failure(Kind.CONFIG))
                .hasMessageContaining("has no access_token")
                .hasMessageNotContaining("a\nb");
    }

    @Test // T3
    void takesAnHourWhenTheLifetimeIsNotSaid() {
        DirectContext context = tribe.context(Map.of());
        TribeApi api = tribe.tokens(SimAnswer.json(200, Map.of("access_token", "a")))
                .otherwise(r -> rows())
                .api(context);
        api.get(LABELS);
        context.pause(Duration.ofMinutes(58));
        api.get(LABELS);
        assertThat(tribe.tokenRequests).hasSize(1);
        context.pause(Duration.ofMinutes(2));
        api.get(LABELS);
        assertThat(tribe.tokenRequests).hasSize(2);
    }

    @Test // T3
    void renewsARefusedTokenOnceAndRepeatsTheCall() {
        tribe.answers(SimAnswer.empty(401), rows(Map.of("ID", "1"))).api().get(LABELS);
        assertThat(tribe.requests)
                .extracting(r -> r.header("Authorization").orElse(""))
                .containsExactly("Bearer token-1", "Bearer token-2");
    }

    @Test // T3, T5
    void saysThatANewTokenWasRefusedAsWell() {
        SimAnswer refusal = SimAnswer.json(401, Map.of("error", "invalid_token", "error_description", "Gone"));
        ConnectorException e = failure(Kind.AUTH, SimAnswer.empty(401), refusal);
        assertThat(e)
                .hasMessage("Tribe CRM: reading Label failed: " + tribe.url() + " answered 401: Gone. A new token was"
                        + " refused as well: check that the settings apiUrl and authUrl belong to the same system, and"
                        + " the application's rights in Tribe CRM.");
        assertThat(tribe.requests).hasSize(2);
    }

    @Test
    void namesTheCredentialsWhenTheTokenIsRefused() {
        tribe.tokens(SimAnswer.json(
                401, Map.of("error", "invalid_client", "error_description", "Wrong secret s3cr3t+& given")));
        assertThat(failure(Kind.AUTH))
                .hasMessage("Tribe CRM: getting a token failed: " + tribe.url() + " answered 401: Wrong secret [secret]"
                        + " given. Check the settings clientId and clientSecret against the application in Tribe CRM"
                        + " (Configuration, API).");
        assertThat(tribe.requests).isEmpty();
    }

    @Test // T1
    void namesTheScopeWhenTheTokenCallIsABadRequest() {
        tribe.tokens(SimAnswer.json(400, Map.of("error", "invalid_scope")));
        assertThat(failure(Kind.AUTH)).hasMessageContainingAll("answered 400: invalid_scope", "setting scope");
    }

    @Test
    void namesTheTokenUrlWhenAPageIsThere() {
        tribe.tokens(html(200), html(200), html(200), html(200));
        assertThat(failure(Kind.CONFIG))
                .hasMessageContainingAll(
                        "getting a token failed", "with an HTML page instead of JSON", "setting authUrl");
    }

    @Test
    void namesTheTokenUrlWhenNoTokenIsInTheAnswer() {
        tribe.tokens(SimAnswer.json(200, Map.of("hello", "world")));
        assertThat(failure(Kind.CONFIG)).hasMessageContainingAll("no access_token", "setting authUrl");
    }

    @Test
    void namesTheApiUrlWhenAPageIsThere() {
        assertThat(failure(Kind.CONFIG, html(200), html(200), html(200), html(200)))
                .hasMessageContaining("Check the setting apiUrl.");
    }

    @Test
    void aProxysPageIsAskedPast() {
        tribe.tokens(html(200)).answers(html(200), rows());
        assertThat(tribe.api().get(LABELS).has("value")).isTrue();
    }

    @Test // T5
    void namesTheSetAndNoIdsWhenAQueryIsRefused() {
        SimAnswer refusal = SimAnswer.json(400, Map.of("error", Map.of("message", "The property 'X' is not defined.")));
        assertThat(failure(Kind.CONFIG, refusal))
                .hasMessageContainingAll("reading Label failed", "answered 400: The property 'X' is not defined.")
                .hasMessageNotContaining("11111111");
    }

    @Test // T5
    void callsMissingRightsMissingRights() {
        assertThat(failure(Kind.AUTH, SimAnswer.empty(403)))
                .hasMessageContaining("answered 403 without a message. Give the application's user the right");
    }

    @Test // T42
    void repeatsAfterTheTimeTheServiceAsked() {
        DirectContext context = tribe.context(Map.of());
        tribe.answers(
                        SimAnswer.empty(429).withHeader("Retry-After", "7"),
                        SimAnswer.empty(503).withHeader("Retry-After", "Sun, 06 Nov 1994 08:49:37 GMT"),
                        rows())
                .api(context)
                .get(LABELS);
        assertThat(context.pauses()).hasSize(2).startsWith(Duration.ofSeconds(7));
        assertThat(context.pauses().get(1)).isBetween(Duration.ofMillis(500), Duration.ofMillis(1500));
    }

    @ParameterizedTest // T42
    @ValueSource(strings = {"0", "soon", "-1", "999999999", "Fri, 31 Dec 9999 23:59:59 GMT"})
    void waitsByItselfWhenTheTimeMakesNoSense(String header) {
        DirectContext context = tribe.context(Map.of());
        tribe.answers(SimAnswer.empty(429).withHeader("Retry-After", header), rows())
                .api(context)
                .get(LABELS);
        assertThat(context.pauses()).hasSize(1).allMatch(p -> p.toMillis() >= 250 && p.toMillis() <= 750);
    }

    @Test // T42
    void leavesALongWaitToTheHost() {
        ConnectorException e = failure(Kind.THROTTLED, SimAnswer.empty(429).withHeader("Retry-After", "3600"));
        assertThat(e.retryAfter()).contains(Duration.ofHours(1));
        assertThat(tribe.requests).hasSize(1);
    }

    @Test
    void repeatsThreeTimesWithGrowingPausesThenGivesUp() {
        DirectContext context = tribe.context(Map.of());
        tribe.otherwise(r -> html(502));
        ConnectorException e = catchThrowableOfType(
                ConnectorException.class, () -> tribe.api(context).get(LABELS));
        assertThat(e.kind()).isEqualTo(Kind.TRANSIENT);
        assertThat(e)
                .hasMessage("Tribe CRM: reading Label failed: the service answered 502 with an HTML page instead of"
                        + " JSON.");
        assertThat(tribe.requests).hasSize(4);
        List<Duration> pauses = context.pauses();
        assertThat(pauses.get(0)).isBetween(Duration.ofMillis(250), Duration.ofMillis(750));
        assertThat(pauses.get(2)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(3));
    }

    @Test
    void repeatsWhenTheAnswerIsNotWhole() {
        SimAnswer cut = SimAnswer.text(200, "application/json", "{\"value\":[{\"ID\":\"1\"");
        assertThat(tribe.answers(cut, SimAnswer.empty(200), rows(Map.of("ID", "1")))
                        .api()
                        .get(LABELS)
                        .path("value"))
                .hasSize(1);
        assertThat(tribe.requests).hasSize(3);
    }

    @Test
    void doesNotQuoteABrokenAnswer() {
        tribe.otherwise(r -> SimAnswer.text(200, "application/json", "{\"LastName\":\"Vries"));
        assertThat(failure(Kind.TRANSIENT))
                .hasStackTraceContaining("not whole or not JSON")
                .extracting(Throwable::getCause)
                .isNull();
    }

    @Test
    void takesAFeatureThatIsNotOfferedForFinal() {
        assertThat(failure(Kind.CONFIG, SimAnswer.empty(501))).hasMessageContaining("answered 501");
        assertThat(tribe.requests).hasSize(1);
    }

    @ParameterizedTest // T7
    @ValueSource(
            strings = {
                "https://evil.example/v1/odata/Label?$skip=1",
                "//evil.example/v1/odata/Label",
                "http://user@127.0.0.1/Label",
                "HTTP://127.0.0.1/Label",
                "http://127.0.0.1./Label",
                "http://2130706433/Label",
                "http://0x7f.0.0.1/Label",
                "http://[::ffff:127.0.0.1]/Label",
                "file:///etc/passwd",
                "javascript:alert(1)",
                "http://a b/",
                "\\\\evil.example\\Label"
            })
    void refusesANextLinkToAnotherHost(String link) {
        SimAnswer foreign = SimAnswer.json(200, Map.of("value", List.of(), "@odata.nextLink", link));
        assertThat(failure(Kind.CONFIG, foreign)).hasMessageContaining("its next link leads away from");
    }

    @Test // T7
    void toleratesARelativeNextLink() {
        SimAnswer own = SimAnswer.json(200, Map.of("value", List.of(), "@odata.nextLink", "Label?$skiptoken=1"));
        assertThat(tribe.answers(own).api().get(LABELS).has("value")).isTrue();
    }

    @Test
    void saysThatNobodyListens() throws IOException {
        ScriptedTribe gone = new ScriptedTribe();
        TribeApi api = gone.api();
        gone.close();
        ConnectorException e = catchThrowableOfType(ConnectorException.class, () -> api.get(LABELS));
        assertThat(e.kind()).isEqualTo(Kind.TRANSIENT);
    }

    @Test
    void waitsForItsTurnBeforeEveryCall() {
        DirectContext context = tribe.context(Map.of("rate", "5"));
        tribe.answers(SimAnswer.empty(500), rows()).api(context).get(LABELS);
        assertThat(context.turns()).isEqualTo(2);
    }

    private ConnectorException failure(Kind kind, SimAnswer... answers) {
        TribeApi api = tribe.answers(answers).api();
        ConnectorException e = catchThrowableOfType(ConnectorException.class, () -> api.get(LABELS));
        assertThat(e.kind()).isEqualTo(kind);
        return e;
    }
}
