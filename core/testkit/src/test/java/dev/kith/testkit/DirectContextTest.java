package dev.kith.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.spi.Connector;
import dev.kith.spi.ConnectorContext;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorFactory;
import dev.kith.spi.Role;
import dev.kith.spi.Setting;
import dev.kith.spi.Token;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DirectContextTest {
    private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");

    private final DirectContext context = DirectContext.of(
            new Factory(),
            Map.of("url", "http://127.0.0.1:1", "names", List.of("a")),
            Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void pausesEndAtOnceAndMoveTheClock() {
        context.pause(Duration.ofMinutes(5));
        assertThat(context.clock().instant()).isEqualTo(NOW.plus(Duration.ofMinutes(5)));
        assertThat(context.pauses()).containsExactly(Duration.ofMinutes(5));
    }

    @Test
    void keepsATokenUntilItIsRefusedOrNearlyOver() {
        Token first = context.token("a", () -> new Token("1", NOW.plusSeconds(3600)));
        assertThat(context.token("a", DirectContextTest::unexpected)).isEqualTo(first);
        context.refuse("a", first);
        assertThat(context.token("a", () -> new Token("2", NOW.plusSeconds(120)))
                        .value())
                .isEqualTo("2");
        context.pause(Duration.ofSeconds(60));
        assertThat(context.token("a", () -> new Token("3", NOW.plusSeconds(9999)))
                        .value())
                .isEqualTo("3");
    }

    @Test
    void readsSettingsByTheirTypes() {
        assertThat(context.settings().rate("rate")).isEqualTo(2.5);
        assertThat(context.settings().list("names")).containsExactly("a");
        assertThat(context.settings().url("url")).isEqualTo(URI.create("http://127.0.0.1:1"));
        assertThatThrownBy(() -> context.settings().text("rate")).hasMessage("Not a declared TEXT setting: rate");
    }

    @Test
    void refusesUnknownAndMissingSettings() {
        assertThatThrownBy(() -> DirectContext.of(new Factory(), Map.of())).hasMessage("Missing setting: url");
        assertThatThrownBy(() -> DirectContext.of(new Factory(), Map.of("url", "http://127.0.0.1:1", "x", "1")))
                .hasMessage("Unknown setting: x");
    }

    @Test
    void callsNoOtherOrigin() {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:2/")).build();
        assertThatThrownBy(() -> context.http().send(request))
                .isInstanceOfSatisfying(
                        ConnectorException.class, e -> assertThat(e.kind()).isEqualTo(ConnectorException.Kind.CONFIG));
    }

    private static Token unexpected() {
        throw new AssertionError("no token was to be fetched");
    }

    private static final class Factory implements ConnectorFactory {
        @Override
        public String kind() {
            return "none";
        }

        @Override
        public String title() {
            return "None";
        }

        @Override
        public Role role() {
            return Role.CRM;
        }

        @Override
        public List<Setting> settings() {
            return List.of(
                    Setting.required("url", Setting.Type.URL, "Where."),
                    Setting.optional("rate", Setting.Type.RATE, "2.5", "How fast."),
                    Setting.optional("names", Setting.Type.LIST, "", "Which."));
        }

        @Override
        public Connector open(ConnectorContext context) {
            throw new UnsupportedOperationException("never opened");
        }
    }
}
