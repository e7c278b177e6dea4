package dev.kith.engine.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HomeTest {
    @Test
    void everyPathLiesInTheHome() {
        Home home = Home.at(Path.of("/srv/x/../kith"));
        assertThat(home.dir()).isEqualTo(Path.of("/srv/kith"));
        assertThat(home.plugins()).isEqualTo(Path.of("/srv/kith/plugins"));
        assertThat(home.rules("tribe")).isEqualTo(Path.of("/srv/kith/rules/tribe"));
        assertThat(home.data()).isEqualTo(Path.of("/srv/kith/data"));
        assertThat(home.integrationsDir()).isEqualTo(Path.of("/srv/kith/integrations"));
        assertThat(home.secrets()).isEqualTo(Path.of("/srv/kith/secrets"));
        assertThat(home.simulators()).isEqualTo(Path.of("/srv/kith/sim"));
        assertThat(home).hasToString("/srv/kith");
    }

    @ParameterizedTest
    @CsvSource({"250ms,PT0.25S", "5s,PT5S", "30m,PT30M", "24h,PT24H", "2d,PT48H"})
    void durationsHaveAUnit(String text, Duration expected) {
        assertThat(Values.duration(text)).contains(expected);
    }

    @ParameterizedTest
    @CsvSource({"30", "m", "-5m", "1.5h", "30 m", "PT30M", "9999999s"})
    void otherDurationsAreRefused(String text) {
        assertThat(Values.duration(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0", "0.0", "-1", "1e3", "NaN", "Infinity", "Unlimited", "10/s"})
    void otherRatesAreRefused(String text) {
        assertThat(Values.rate(text)).isEmpty();
    }

    @Test
    void theNearestNameIsGuessedOrAllAreNamed() {
        List<String> known = List.of("clientId", "clientSecret", "apiUrl");
        assertThat(Nearest.hint("clientID", known)).isEqualTo("; did you mean \"clientId\"?");
        assertThat(Nearest.hint("apiURI", known)).isEqualTo("; did you mean \"apiUrl\"?");
        assertThat(Nearest.hint("tenant", known)).isEqualTo("; known are clientId, clientSecret, apiUrl");
        assertThat(Nearest.hint("x", List.of())).isEqualTo(". None is known here.");
    }
}
