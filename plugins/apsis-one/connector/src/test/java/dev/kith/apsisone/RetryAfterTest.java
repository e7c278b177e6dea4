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
    void leavesALongWaitToTheHost() throws IOException {
        assertThat(describeAgainst("3600").pauses()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-1", "99999999999"})
    void waitsByItselfWhenTheHeaderMakesNoSense(String header) throws IOException {
        assertThat(describeAgainst(header).pauses()).hasSize(3).allMatch(p -> p.compareTo(Duration.ofSeconds(4)) <= 0);
    }

    private static DirectContext describeAgainst(String retryAfter) throws IOException {
        Routes routes = new Routes()
                .add("POST", "/oauth/token", r -> SimAnswer.json(200, Map.of("access_token", "a")))
                .otherwise(r -> SimAnswer.empty(429).withHeader("Retry-After", retryAfter));
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
