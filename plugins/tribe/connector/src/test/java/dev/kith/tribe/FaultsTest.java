package dev.kith.tribe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.LabelResult.Outcome;
import dev.kith.spi.LabelWrite;
import dev.kith.spi.Reading;
import dev.kith.spi.Webhook;
import dev.kith.testkit.DirectContext;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fault of the simulator at every endpoint the connector calls: what it does comes out as without it. */
class FaultsTest {
    private static final List<String> ENDPOINTS = List.of(
            "POST /oauth2/token",
            "GET /v1/odata/{path*}",
            "PUT /v1/odata/{path*}",
            "POST /v1/webhooks",
            "GET /v1/webhooks",
            "DELETE /v1/webhooks/{id}");

    private SimulatedTribe tribe;
    private String person = "";

    @BeforeEach
    void start() throws IOException {
        tribe = new SimulatedTribe(25);
        person = tribe.newPerson("");
    }

    @AfterEach
    void stop() {
        tribe.close();
    }

    static Stream<Arguments> faults() {
        List<String> all = List.of(
                "\"status\":429,\"retryAfter\":\"2\"",
                "\"status\":429",
                "\"status\":500",
                "\"status\":503",
                "\"status\":503,\"retryAfter\":\"1\"",
                "\"status\":502,\"html\":true",
                "\"drop\":true",
                "\"slowMillis\":20");
        return ENDPOINTS.stream().flatMap(endpoint -> all.stream().map(fault -> Arguments.of(endpoint, fault)));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultNowAndThenChangesNothing(String endpoint, String fault) { // T42
        fault(endpoint, fault + ",\"times\":2");
        allGoesWell(Map.of());
        assertThat(tribe.json(tribe.send("GET", "/_sim/faults", ""))
                        .path("struck")
                        .asInt())
                .isPositive();
    }

    @ParameterizedTest
    @CsvSource({"0.05", "0.2"})
    void faultsByChanceChangeNothing(double rate) {
        fault("GET /v1/odata/{path*}", "\"status\":503,\"seed\":3,\"rate\":" + rate);
        fault("PUT /v1/odata/{path*}", "\"cutAfter\":0,\"seed\":3,\"rate\":" + rate);
        allGoesWell(Map.of());
    }

    @ParameterizedTest
    @CsvSource({"POST /oauth2/token", "GET /v1/odata/{path*}"})
    void aCallThatTakesTooLongIsGivenUpAndRepeated(String endpoint) {
        fault(endpoint, "\"hold\":true,\"times\":1");
        DirectContext context = allGoesWell(Map.of("timeout", "1"));
        assertThat(context.pauses()).hasSize(1);
    }

    @Test
    void anAnswerCutShortIsAskedForAgain() {
        fault("GET /v1/odata/{path*}", "\"contains\":\"metadata\",\"cutAfter\":900,\"times\":1");
        fault("GET /v1/odata/{path*}", "\"contains\":\"Relation_Person\",\"cutAfter\":5000,\"times\":2");
        fault("POST /oauth2/token", "\"cutAfter\":10,\"times\":1");
        allGoesWell(Map.of());
    }

    @ParameterizedTest
    @CsvSource({"409", "400", "403", "422"})
    void whatIsRefusedForGoodIsNotRepeated(String status) { // T36
        tribe.set("T36", status);
        tribe.send("POST", "/_sim/persons/" + person + "/activities", "");
        assertThat(tribe.asClient("DELETE", "/v1/odata/Relation_Person(" + person + ")", ""))
                .isEqualTo(Integer.parseInt(status));
        assertThat(tribe.calls().path("DELETE /v1/odata/{path*}").asInt()).isEqualTo(1);
        fault("DELETE /v1/webhooks/{id}", "\"status\":" + status);
        TribeConnector connector = tribe.connector(Map.of());
        assertThat(catchThrowable(() -> connector.unsubscribe("w")))
                .hasMessageContaining("removing a webhook failed")
                .hasMessageContaining("answered " + status);
        assertThat(tribe.calls().path("DELETE /v1/webhooks/{id}").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"oauth", "odata", "empty", "html"})
    void missingRightsAndEndedTokensAreToldApartInEveryShape(String shape) { // T3, T5
        tribe.set("T5", shape);
        TribeConnector connector = tribe.connector(Map.of());
        connector.describe();
        tribe.send("POST", "/_sim/tokens/expire", "");
        assertThat(connector.fetch(List.of(person))).hasSize(1);
        tribe.send("PUT", "/_sim/rights", "{\"given\":false}");
        assertThat(catchThrowableOfType(ConnectorException.class, () -> connector.fetch(List.of(person))))
                .hasMessageContaining("answered 403")
                .hasMessageContaining("Give the application's user the right")
                .extracting(ConnectorException::kind)
                .isEqualTo(Kind.AUTH);
    }

    @ParameterizedTest
    @CsvSource({"30", "600", "99999999"})
    void aTokenMayLiveAnyTime(String seconds) { // T3
        tribe.set("T3", seconds);
        allGoesWell(Map.of());
        int tokens = tribe.calls().path("POST /oauth2/token").asInt();
        assertThat(tokens > 1).isEqualTo(seconds.equals("30"));
    }

    private void fault(String endpoint, String members) {
        tribe.send("POST", "/_sim/faults", "{\"endpoint\":\"" + endpoint + "\"," + members + "}");
    }

    private DirectContext allGoesWell(Map<String, ?> settings) {
        DirectContext context = tribe.context(settings);
        TribeConnector connector = (TribeConnector) new TribeFactory().open(context);
        assertThat(SimulatedTribe.read(connector, Reading.all())).hasSize(26);
        String label = SimulatedTribe.label(connector, "Newsletter");
        assertThat(connector
                        .write(new LabelWrite(person, Set.of(label), Set.of()))
                        .get(0)
                        .outcome())
                .isEqualTo(Outcome.WRITTEN);
        List<Webhook> hooks = connector.subscribe(URI.create("https://kith.test/webhooks/tribe"), Map.of());
        assertThat(connector.webhooks()).hasSameSizeAs(hooks);
        hooks.forEach(h -> connector.unsubscribe(h.id()));
        assertThat(connector.webhooks()).isEmpty();
        return context;
    }
}
