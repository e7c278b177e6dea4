package dev.kith.tribe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.FieldType;
import dev.kith.testkit.sim.Routes;
import dev.kith.testkit.sim.SimAnswer;
import dev.kith.testkit.sim.SimServer;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that means harm, or a proxy that is broken: everything that comes from outside is only data. */
class HostileServerTest {
    private static final Query LABELS = Query.of("Label");
    private static final long TEN_GIGABYTES = 10L * 1024 * 1024 * 1024;

    private ScriptedTribe tribe;

    @BeforeEach
    void start() throws IOException {
        tribe = new ScriptedTribe();
    }

    @AfterEach
    void stop() {
        tribe.close();
    }

    private static ConnectorException failure(Runnable call) {
        return catchThrowableOfType(ConnectorException.class, call::run);
    }

    @Test
    void aLinkToAnotherPortOfTheSameHostIsNotFollowed() throws IOException {
        AtomicInteger calls = new AtomicInteger();
        Routes elsewhere = new Routes().otherwise(r -> {
            calls.incrementAndGet();
            return ScriptedTribe.rows();
        });
        try (SimServer other = SimServer.start(0, elsewhere)) {
            String foreign = "http://127.0.0.1:" + other.port() + "/v1/odata/Label?$skip=1";
            tribe.otherwise(r -> SimAnswer.json(200, Map.of("value", List.of(), "@odata.nextLink", foreign)));
            ConnectorException e = failure(() -> tribe.api().get(LABELS));
            assertThat(e).hasMessageContaining("its next link leads away from");
            assertThat(e.kind()).isEqualTo(Kind.CONFIG);
        }
        assertThat(calls).hasValue(0);
    }

    @Test
    void aRedirectToAnotherOriginIsNotFollowedAndGetsNoToken() throws IOException {
        AtomicInteger calls = new AtomicInteger();
        Routes elsewhere = new Routes().otherwise(r -> {
            calls.incrementAndGet();
            return ScriptedTribe.rows();
        });
        try (SimServer other = SimServer.start(0, elsewhere)) {
            String target = "http://127.0.0.1:" + other.port() + "/v1/odata/Label";
            tribe.otherwise(r -> SimAnswer.empty(302).withHeader("Location", target));
            assertThat(failure(() -> tribe.api().get(LABELS))).hasMessageContaining("answered 302");
        }
        assertThat(calls).hasValue(0);
    }

    @Test
    void metadataWithADocumentTypeIsRefused() {
        String bomb = "<!DOCTYPE a [<!ENTITY b 'xxxxxxxxxx'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'>]><a>&c;</a>";
        tribe.otherwise(r -> r.rawPath().endsWith("$metadata")
                ? SimAnswer.text(200, "application/xml", bomb)
                : SimAnswer.json(200, Map.of("ID", "1")));
        var connector = tribe.connector(Map.of());
        assertThat(connector.check()).anyMatch(problem -> problem.contains("document type"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBodyOfTenGigabytesIsReadToTheCapOnly(boolean lengthSaid) throws IOException {
        AtomicLong sent = new AtomicLong();
        HttpServer endless = endless(sent, lengthSaid);
        try (Lanes lanes = new Lanes()) {
            String url = "http://127.0.0.1:" + endless.getAddress().getPort();
            var context = tribe.context(Map.of("apiUrl", url));
            TribeApi api = new TribeApi(context, TribeSettings.of(context.settings()), lanes);
            for (Runnable call : List.<Runnable>of(
                    () -> api.get(LABELS),
                    () -> api.get("$metadata", "$metadata", "application/xml", MetadataReader::read))) {
                ConnectorException e = failure(call);
                assertThat(e).hasMessageContaining("the answer is longer than 67108864 bytes");
                assertThat(e.kind()).isEqualTo(Kind.CONFIG);
            }
            var lost = tribe.context(Map.of("authUrl", url));
            TribeApi tokenless = new TribeApi(lost, TribeSettings.of(lost.settings()), lanes);
            assertThat(failure(() -> tokenless.get(LABELS))).hasMessageContaining("getting a token failed");
        } finally {
            endless.stop(0);
        }
        assertThat(sent.get()).isLessThan(3 * 200L * 1024 * 1024);
    }

    private static HttpServer endless(AtomicLong sent, boolean lengthSaid) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 1);
        server.createContext("/", exchange -> pour(exchange, sent, lengthSaid));
        server.start();
        return server;
    }

    private static void pour(HttpExchange exchange, AtomicLong sent, boolean lengthSaid) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, lengthSaid ? TEN_GIGABYTES : 0);
        byte[] spaces = new byte[1024 * 1024];
        Arrays.fill(spaces, (byte) ' ');
        long poured = 0;
        try (OutputStream out = exchange.getResponseBody()) {
            while (poured < TEN_GIGABYTES) {
                out.write(spaces);
                poured += spaces.length;
                sent.addAndGet(spaces.length);
            }
        }
    }

    @Test
    void aRedirectOfTheTokenCallTakesTheSecretNowhere() throws IOException {
        AtomicInteger calls = new AtomicInteger();
        Routes elsewhere = new Routes().otherwise(r -> {
            calls.incrementAndGet();
            return ScriptedTribe.goodToken("evil");
        });
        try (SimServer other = SimServer.start(0, elsewhere)) {
            String target = "http://127.0.0.1:" + other.port() + "/oauth2/token";
            tribe.tokens(SimAnswer.empty(307).withHeader("Location", target));
            assertThat(failure(() -> tribe.api().get(LABELS)))
                    .hasMessageContaining("getting a token failed")
                    .hasMessageContaining("answered 307");
        }
        assertThat(calls).hasValue(0);
    }

    @Test
    void aNextLinkOfTheMembersToAnotherOriginIsNotFollowed() throws IOException {
        AtomicInteger calls = new AtomicInteger();
        Routes elsewhere = new Routes().otherwise(r -> {
            calls.incrementAndGet();
            return ScriptedTribe.rows();
        });
        try (SimServer other = SimServer.start(0, elsewhere)) {
            String foreign = "http://127.0.0.1:" + other.port() + "/v1/odata/Label";
            List<String> links = List.of(foreign, "//127.0.0.1:" + other.port() + "/x", "file:///etc/passwd", "::");
            for (String link : links) {
                tribe.otherwise(r ->
                        SimAnswer.json(200, Map.of("value", List.of(Map.of("ID", "a")), "@odata.nextLink", link)));
                assertThat(failure(() -> new WholeMembers(new Rows(tribe.api()), "Label(x)").read()))
                        .hasMessageContaining("its next link leads away from");
            }
        }
        assertThat(calls).hasValue(0);
    }

    @Test
    void membersWithoutEndStopAtMoreThanAnyLabelHas() {
        AtomicLong number = new AtomicLong();
        tribe.otherwise(r -> SimAnswer.json(
                200,
                Map.of(
                        "value",
                        Stream.generate(() -> Map.of("ID", Long.toString(number.incrementAndGet())))
                                .limit(20_000)
                                .toList(),
                        "@odata.nextLink",
                        "Label(x)/Entities?$skiptoken=" + number.get())));
        assertThat(failure(() -> new WholeMembers(new Rows(tribe.api()), "Label(x)").read()))
                .hasMessageContaining("gone on for more than 500000 rows");
        assertThat(tribe.requests).hasSizeLessThan(30);
    }

    @Test
    void jsonThatIsTooDeepIsRefusedWithoutBeingRepeated() {
        tribe.otherwise(r -> SimAnswer.text(200, "application/json", "{\"a\":" + "[".repeat(100_000)));
        assertThat(failure(() -> tribe.api().get(LABELS))).hasMessageContaining("nested deeper");
        assertThat(tribe.requests).hasSize(1);
    }

    @Test
    void aNumberOfMillionsOfDigitsIsNoValue() {
        var huge = Json.MAPPER.getNodeFactory().numberNode(new BigDecimal("1e999999999"));
        for (var type : List.of(FieldType.DECIMAL, FieldType.INTEGER)) {
            assertThat(catchThrowableOfType(IllegalArgumentException.class, () -> Values.read(type, huge)))
                    .isNotNull();
        }
        tribe.otherwise(r -> SimAnswer.text(200, "application/json", "{\"a\":" + "9".repeat(1_000_000) + "}"));
        assertThat(failure(() -> tribe.api().get(LABELS))).hasMessageContaining("has longer values");
    }

    @Test
    void anErrorWithoutEndIsCutShort() {
        tribe.otherwise(r -> SimAnswer.text(400, "text/plain", "x".repeat(5_000_000)));
        assertThat(failure(() -> tribe.api().get(LABELS)).getMessage()).hasSizeLessThan(700);
    }

    @Test
    void aPageThatComesAgainForEverEndsTheReading() {
        tribe.otherwise(r -> ScriptedTribe.rows(Map.of("ID", "a"), Map.of("ID", "b")));
        Rows rows = new Rows(tribe.api());
        RowPages pages = new RowPages(rows, LABELS, 2);
        RowPages.Slice first = pages.first();
        assertThat(failure(() -> pages.from(first.next().orElseThrow())))
                .hasMessageContaining("the same page comes again where the next one should be");
        assertThat(failure(() -> rows.all(LABELS))).hasMessageContaining("don't add up");
        assertThat(tribe.requests).hasSizeLessThan(20);
    }

    @Test
    void pagesWithoutEndStopAtMoreRowsThanAnyCrmHas() {
        AtomicLong number = new AtomicLong();
        tribe.otherwise(r ->
                ScriptedTribe.rows(Stream.generate(() -> Map.of("ID", Long.toString(number.incrementAndGet())))
                        .limit(5_000)
                        .toArray()));
        Rows rows = new Rows(tribe.api());
        assertThat(failure(() -> rows.all(LABELS))).hasMessageContaining("gone on for more than 200000 rows");
        Cursor far = new Cursor(Order.ID, RowPages.MOST_ROWS + 1, 1, 0, List.of("1"));
        assertThat(failure(() -> new RowPages(rows, LABELS, 2).from(far)))
                .hasMessageContaining("gone on for more than");
        assertThat(new RowPages.Slice(List.of(), Optional.empty(), OptionalLong.empty()).next())
                .isEmpty();
    }

    @Test
    void nextLinksInACircleEndTheReading() {
        tribe.otherwise(r -> SimAnswer.json(
                200,
                Map.of(
                        "value",
                        List.of(Map.of("ID", "a", "_Type", "Relation.Person")),
                        "@odata.nextLink",
                        "Label(x)/Entities?again")));
        assertThat(failure(() -> new WholeMembers(new Rows(tribe.api()), "Label(x)").read()))
                .hasMessageContaining("its next links lead in a circle");
    }
}
