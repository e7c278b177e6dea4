package dev.kith.apsisone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.spi.Connector;
import dev.kith.spi.ConnectorException;
import dev.kith.testkit.DirectContext;
import dev.kith.testkit.sim.Routes;
import dev.kith.testkit.sim.SimAnswer;
import dev.kith.testkit.sim.SimServer;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A4: waiting as long as a throttled answer asks. */
class RetryAfterTest {

    @Test
    void waitsAsLongAsItIsAsked() throws IOException {
        DirectContext context = describeAgainst("7");
        assertThat(context.pauses())
                .containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(7), Duration.ofSeconds(7));
    }

    @Test
    void a503ThatSaysHowLongIsWaitedForToo() throws IOException {
        assertThat(describeAgainst(503, "7").pauses()).hasSize(3).containsOnly(Duration.ofSeconds(7));
    }

    @Test
    void aDateIsWaitedForAsWell() throws IOException {
        ZonedDateTime soon = ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(40);
        assertThat(describeAgainst(DateTimeFormatter.RFC_1123_DATE_TIME.format(soon))
                        .pauses()
                        .get(0))
                .isBetween(Duration.ofSeconds(20), Duration.ofSeconds(40));
    }

    @Test
    void leavesALongWaitToTheHost() throws IOException {
        assertThat(describeAgainst("3600").pauses()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "Sun, 06 Nov 1994 08:49:37 GMT"})
    void neverAsksAgainAtOnce(String header) throws IOException {
        assertThat(describeAgainst(header).pauses()).hasSize(3).allMatch(p -> p.toMillis() >= 500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-1", "99999999999", "999999999", "Fri, 31 Dec 9999 23:59:59 GMT"})
    void waitsByItselfWhenTheHeaderMakesNoSense(String header) throws IOException {
        assertThat(describeAgainst(header).pauses()).hasSize(3).allMatch(p -> p.compareTo(Duration.ofSeconds(4)) <= 0);
    }

    private static DirectContext describeAgainst(String retryAfter) throws IOException {
        return describeAgainst(429, retryAfter);
    }

    private static DirectContext describeAgainst(int status, String retryAfter) throws IOException {
        Routes routes = new Routes()
                .add("POST", "/oauth/token", r -> SimAnswer.json(200, Map.of("access_token", "a")))
                .otherwise(r -> SimAnswer.empty(status).withHeader("Retry-After", retryAfter));
        try (SimServer server = SimServer.start(0, routes)) {
            DirectContext context = DirectContext.of(
                    new ApsisOneFactory(),
                    Map.of("apiUrl", "http://127.0.0.1:" + server.port(), "clientId", "a", "clientSecret", "b"));
            try (Connector connector = new ApsisOneFactory().open(context)) {
                assertThatThrownBy(connector::describe)
                        .isInstanceOfSatisfying(
                                ConnectorException.class,
                                e -> assertThat(e.kind()).isEqualTo(ConnectorException.Kind.THROTTLED));
            }
            return context;
        }
    }
}
