package dev.kith.apsisone;

import static dev.kith.apsisone.Scene.FIRST_NAME;
import static dev.kith.apsisone.Scene.PATCH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.ProfileWrite;
import dev.kith.spi.ProfileWrite.Existence;
import dev.kith.spi.WriteResult;
import dev.kith.spi.WriteResult.Effect;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureTest {
    private static final String TOKEN = "POST /oauth/token";

    private Scene scene;

    @BeforeEach
    void start() throws IOException {
        scene = Scene.start();
    }

    @AfterEach
    void stop() {
        scene.close();
    }

    @Test
    void a2AnExpiredTokenIsRenewedOnce() {
        write();
        scene.sim("POST", "/tokens/expire", "");
        assertThat(write().failure()).isEmpty();
        assertThat(scene.calls(TOKEN)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void a2ATokenThatStaysRefusedIsAnAuthFailure(int status) {
        write();
        scene.fail(PATCH, 2, status, "{\"title\":\"No\",\"status\":" + status + "}");
        assertThat(write().failure()).hasValueSatisfying(e -> {
            assertThat(e.kind()).isEqualTo(Kind.AUTH);
            assertThat(e).hasMessageStartingWith("Writing attributes: APSIS One answered " + status + " (No). The key");
        });
    }

    @Test
    void a2MissingRightsDoNotUseUpTheTokens() {
        write();
        scene.fail(PATCH, 0, 403, "{\"title\":\"No\"}");
        write();
        write();
        write();
        assertThat(scene.calls(TOKEN)).isEqualTo(2);
    }

    @Test
    void a1TheEndOfTheTokenCountsThenExpiresInThenAnHour() {
        scene.fail(TOKEN, 0, 200, "{\"access_token\":\"opaque\",\"expires_in\":1800}");
        assertThat(isRenewedAfter(Duration.ofMinutes(28))).isFalse();
        assertThat(isRenewedAfter(Duration.ofMinutes(30))).isTrue();
        scene.sim("DELETE", "/faults", "");
        scene.fail(TOKEN, 0, 200, "{\"access_token\":\"a.!.c\"}");
        assertThat(isRenewedAfter(Duration.ofMinutes(58))).isFalse();
        assertThat(isRenewedAfter(Duration.ofMinutes(60))).isTrue();
        scene.sim("DELETE", "/faults", "");
        assertThat(isRenewedAfter(Duration.ofHours(23))).isFalse();
    }

    @Test
    void a1NoTokenLivesLongerThanADayAndOneThatFitsNoHeaderIsNone() {
        scene.fail(TOKEN, 0, 200, "{\"access_token\":\"opaque\",\"expires_in\":9223372036854775807}");
        assertThat(isRenewedAfter(Duration.ofHours(23))).isFalse();
        assertThat(isRenewedAfter(Duration.ofHours(24))).isTrue();
        scene.sim("DELETE", "/faults", "");
        scene.fail(TOKEN, 0, 200, "{\"access_token\":\"a\\nb\"}");
        assertThatThrownBy(() -> scene.with("rate", "unlimited").connector.describe())
                .hasMessageContaining("holds no token")
                .hasMessageNotContaining("a\nb");
    }

    /** Whether a new connector asks for a second token after this time. */
    private boolean isRenewedAfter(Duration time) {
        scene.with("rate", "unlimited");
        scene.fail("GET /audience/keyspaces", 0, 200, "{\"items\":[]}");
        scene.fail("GET /audience/sections", 0, 200, "{\"items\":[]}");
        scene.connector.check();
        scene.context.pause(time);
        scene.sim("DELETE", "/calls", "");
        scene.connector.check();
        return scene.calls(TOKEN) > 0;
    }

    @Test
    void wrongCredentialsSayWhichSettingsToCorrect() {
        scene.with("clientSecret", "wrong");
        assertThat(scene.connector.check())
                .containsExactly(
                        "Getting a token from " + scene.base() + ": APSIS One answered 401 (Unknown client_id or"
                                + " wrong client_secret). Correct the settings \"clientId\" and \"clientSecret\": they must be a"
                                + " key of Account settings > API management in APSIS One that was not deleted.");
        assertThatThrownBy(() -> scene.connector.describe())
                .isInstanceOfSatisfying(
                        ConnectorException.class, e -> assertThat(e.kind()).isEqualTo(Kind.AUTH));
    }

    @Test
    void wrongCredentialsStopAllWrites() {
        write();
        scene.sim("POST", "/tokens/expire", "");
        scene.fail(TOKEN, 0, 401, "{}");
        List<ProfileWrite> writes = IntStream.range(0, 200)
                .mapToObj(i -> new ProfileWrite("" + i, Existence.KNOWN, Map.of(FIRST_NAME, "A"), Set.of(), List.of()))
                .toList();
        assertThat(scene.connector.write(writes))
                .hasSize(200)
                .allMatch(r -> r.failure().orElseThrow().kind() == Kind.AUTH);
        assertThat(scene.calls(PATCH)).isLessThan(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>hello</html>", "nonsense", "{\"a\":1}", ""})
    void aTokenAnswerThatIsNoneIsSaidInPlainWords(String body) {
        scene.fail(TOKEN, 0, 200, body);
        assertThatThrownBy(() -> scene.connector.check())
                .isInstanceOfSatisfying(
                        ConnectorException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TRANSIENT))
                .hasMessageContaining("holds no token. Setting \"apiUrl\" must be the API itself");
        assertThat(scene.context.pauses()).hasSize(3);
    }

    @Test
    void anotherServersAnswerIsAWrongSetting() {
        scene.fail(TOKEN, 0, 404, "<html>no</html>");
        assertThat(scene.connector.check())
                .containsExactly("Getting a token from " + scene.base() + ": APSIS One answered 404 with an HTML page."
                        + " Setting \"apiUrl\" must be the API itself, such as https://api.apsis.one.");
        scene.with("rate", "10").fail(TOKEN, 0, 302, "");
        assertThat(scene.connector.check()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 500, 502, 503, 504})
    void aPassingFailureIsRepeated(int status) {
        scene.fail(PATCH, 3, status, "<html>gateway</html>");
        assertThat(write().failure()).isEmpty();
        assertThat(scene.context.pauses()).hasSize(3);
        assertThat(scene.context.pauses().get(2)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
    }

    /** The call may never have reached APSIS One. */
    @Test
    void aPageWithAGoodStatusIsNoSuccessOfAWrite() {
        scene.fail(PATCH, 2, 200, "<html>welcome to this network</html>");
        assertThat(write().failure()).isEmpty();
        assertThat(scene.calls(PATCH)).isEqualTo(3);
        scene.fail(PATCH, 0, 200, "<html>welcome to this network</html>");
        assertThat(write().failure())
                .hasValueSatisfying(e -> assertThat(e.kind()).isEqualTo(Kind.TRANSIENT));
    }

    @Test
    void aLastingFailureStandsInTheResult() {
        scene.fail(PATCH, 0, 502, "<html>gateway</html>");
        WriteResult result = write();
        assertThat(result.effect()).isEqualTo(Effect.CREATED);
        assertThat(result.failure()).hasValueSatisfying(e -> {
            assertThat(e.kind()).isEqualTo(Kind.TRANSIENT);
            assertThat(e)
                    .hasMessage(
                            "Writing attributes: APSIS One answered 502 with an HTML page. It is asked again later.");
        });
        assertThat(scene.calls(PATCH)).isEqualTo(4);
    }

    @Test
    void a4ThrottlingIsRepeatedAndThenReported() {
        scene.fail(PATCH, 0, 429, "{\"title\":\"Too many requests\"}");
        assertThat(write().failure()).hasValueSatisfying(e -> {
            assertThat(e.kind()).isEqualTo(Kind.THROTTLED);
            assertThat(e).hasMessageContaining("429 (Too many requests)").hasMessageContaining("\"rate\"");
        });
        assertThat(scene.calls(PATCH)).isEqualTo(4);
    }

    @Test
    void aBrokenOffAnswerIsRepeated() {
        scene.sim("POST", "/faults", "{\"endpoint\":\"GET /audience/keyspaces\",\"times\":1,\"cutAfter\":10}");
        assertThat(scene.connector.check()).isEmpty();
        assertThat(scene.context.pauses()).hasSize(1);
    }

    @Test
    void aPageInsteadOfDefinitionsIsSaidInPlainWords() {
        scene.fail("GET /audience/sections/{sec}/attributes", 0, 200, "<html>maintenance</html>");
        assertThatThrownBy(() -> scene.connector.describe())
                .isInstanceOf(ConnectorException.class)
                .hasMessage("Reading attributes: the answer 200 with an HTML page is not JSON. Is a proxy between?");
    }

    @Test
    void anUnreachableServerIsTransient() {
        scene.with("apiUrl", "http://127.0.0.1:9");
        assertThatThrownBy(() -> scene.connector.check())
                .isInstanceOfSatisfying(
                        ConnectorException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TRANSIENT));
    }

    @Test
    void aMissingSectionOrKeyspaceIsAWrongSettingNotAMissingProfile() {
        scene.with("section", "usercreated.sections.no");
        assertThat(write().failure()).hasValueSatisfying(e -> {
            assertThat(e.kind()).isEqualTo(Kind.CONFIG);
            assertThat(e).hasMessageContaining("404 (Section not found). Correct the settings");
        });
        assertThatThrownBy(() -> scene.connector.consents("1")).hasMessageContaining("Section not found");
    }

    @Test
    void messagesHoldNoPersonalDataAndNoSecret() {
        scene.fail(PATCH, 0, 422, "{\"detail\":\"ann@example.com or +31612345678 is bad, token eyJabc.def refused\"}");
        assertThat(write().failure().orElseThrow())
                .hasMessageContaining("422 ((hidden) or (hidden) is bad, token (hidden) refused)");
        assertThat(Account.of(scene.context.settings()).toString()).doesNotContain("apsis-secret");
    }

    @Test
    void aValueOfNoKnownTypeIsABug() {
        WriteResult result = scene.write(Existence.UNKNOWN, Map.of(FIRST_NAME, List.of("x")));
        assertThat(result.failure().orElseThrow().kind()).isEqualTo(Kind.BUG);
    }

    @Test
    void aClosedConnectorWritesNothing() {
        scene.connector.close();
        scene.connector.close();
        assertThatThrownBy(this::write).hasMessage("The connector to APSIS One is closed.");
    }

    private WriteResult write() {
        return scene.write(Existence.UNKNOWN, Map.of(FIRST_NAME, "Ann"));
    }
}
