package dev.kith.tribe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.ConnectorFactory;
import dev.kith.testkit.DirectContext;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class TribeSettingsTest {
    @Test
    void isFoundByTheServiceLoader() {
        assertThat(ServiceLoader.load(ConnectorFactory.class))
                .singleElement()
                .satisfies(f -> assertThat(f.kind()).isEqualTo("tribe"));
    }

    @Test // T1
    void hasTheDefaultsOfTheRealService() {
        TribeSettings settings = settings(Map.of());
        assertThat(settings.apiUrl()).isEqualTo(URI.create("https://api.tribecrm.nl"));
        assertThat(settings.authUrl()).isEqualTo(URI.create("https://auth.tribecrm.nl"));
        assertThat(settings.scope()).isEqualTo("read write");
        assertThat(settings.emailFrom()).isEqualTo(EmailFrom.CONTACT_THEN_PERSON);
        assertThat(settings.labelLevel()).isEqualTo(LabelLevel.PERSON);
        assertThat(settings.rate()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(settings.ignoreMailingOptOut()).isFalse();
    }

    @Test // T1
    void refusesTheScopeOffline() {
        assertThatThrownBy(() -> settings(Map.of("scope", "read offline")))
                .isInstanceOfSatisfying(
                        ConnectorException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONFIG))
                .hasMessage("Setting \"scope\" must not ask for offline, was \"read offline\": Tribe CRM gives no such"
                        + " token to a server. Use \"read write\".");
    }

    @Test
    void tellsAllProblemsAtOnce() {
        Map<String, String> fields = Map.of("Bad name", "x", "firstName", "y", "email", "z", "empty", " ");
        assertThatThrownBy(() -> settings(Map.of("fields", fields, "emailFrom", "work", "pageSize", "1")))
                .hasMessageContainingAll(
                        "\"emailFrom\" must be one of contact-then-person, person-then-contact, person, was \"work\"",
                        "\"pageSize\" must be 2 to 1000, was 1",
                        "\"Bad name\" can't be a name in rules",
                        "\"firstName\" is a standard field",
                        "\"email\" is a standard field",
                        "the entry \"empty\" is blank on one side");
    }

    @Test
    void neverShowsTheSecret() {
        assertThat(settings(Map.of()).toString()).doesNotContain("s3cr3t");
    }

    private static TribeSettings settings(Map<String, ?> more) {
        Map<String, Object> all = new HashMap<>(Map.of("clientId", "kith", "clientSecret", "s3cr3t"));
        all.putAll(more);
        return TribeSettings.of(DirectContext.of(new TribeFactory(), all).settings());
    }
}
