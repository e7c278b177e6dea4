package dev.kith.apsisone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kith.spi.Channel;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.ConsentState;
import dev.kith.spi.Export;
import dev.kith.spi.ProfileAddress;
import dev.kith.spi.ProfileConsents;
import dev.kith.spi.ProfileWrite.Existence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportTest {
    private static final String SEGMENTS = "POST /audience/profiles/reports/segments";
    private static final String FILE = "GET /v2/audience/profiles/reports/files/{id}";

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
    void consentsOfAllProfilesAreRead() {
        String news = scene.topic("Newsletter");
        scene.write(Existence.UNKNOWN, Map.of(), Scene.optIn(news), Scene.optOut(scene.topic("Events")));
        scene.sim(
                "POST",
                "/profiles",
                "{\"keys\":{\"email\":[\"x@y.z\"]},\"consents\":"
                        + "[{\"topic\":\"Newsletter\",\"channel\":\"email\",\"type\":\"opt-in\"}]}");
        List<ProfileConsents> all = all(scene.connector.exportConsents());
        assertThat(all).extracting(ProfileConsents::profileKey).containsOnly("1");
        assertThat(all.stream().flatMap(p -> p.consents().stream()))
                .containsExactlyInAnyOrder(
                        new ConsentState(news, Channel.EMAIL, true, Optional.empty()),
                        new ConsentState(scene.topic("Events"), Channel.EMAIL, false, Optional.empty()));
    }

    @Test
    void aPageInsteadOfAFileIsAskedForAgain() {
        scene.write(Existence.UNKNOWN, Map.of(Ids.EMAIL, "a@x.test"));
        scene.fail(FILE, 2, 200, "<html>welcome to this network</html>");
        assertThat(all(scene.connector.exportAddresses())).hasSize(1);
    }

    @Test
    void d39AddressesOfAllProfilesAreReadWithTheContactsTheyBelongTo() {
        scene.write(Existence.UNKNOWN, Map.of(Ids.EMAIL, "a@x.test"));
        scene.sim("POST", "/profiles", "{\"keys\":{\"email\":[\"b@x.test\"]}}");
        scene.sim("POST", "/profiles", "{\"keys\":{\"crm-id\":[\"3\"]}}");
        assertThat(all(scene.connector.exportAddresses()))
                .containsExactlyInAnyOrder(
                        new ProfileAddress("a@x.test", Optional.of("1")),
                        new ProfileAddress("b@x.test", Optional.empty()));
        assertThat(scene.context.pauses()).isNotEmpty();
    }

    @Test
    void d39MobileNumbersAreAddressesToo() {
        scene.write(Existence.UNKNOWN, Map.of(Ids.EMAIL, "a@x.test", Ids.MOBILE, 31612345678L));
        scene.sim("POST", "/profiles", "{\"keys\":{\"mobile\":[\"31600000001\"]}}");
        assertThat(all(scene.connector.exportAddresses()))
                .containsExactlyInAnyOrder(
                        new ProfileAddress("a@x.test", Optional.of("1")),
                        new ProfileAddress("31612345678", Optional.of("1")),
                        new ProfileAddress("31600000001", Optional.empty()));
        scene.sim("DELETE", "/attributes/" + Ids.MOBILE, "");
        scene.with("rate", "unlimited");
        assertThat(all(scene.connector.exportAddresses())).hasSize(1);
    }

    @Test
    void anExpiredTokenIsRenewedWhileAnExportRuns() {
        scene.context.onPause(() -> scene.sim("POST", "/tokens/expire", ""));
        assertThat(all(scene.connector.exportAddresses())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest",
                "https://api.apsis.one.evil.test/x",
                "file:///etc/passwd",
                "nonsense"
            })
    void theTokenGoesToNoOtherHostThanTheApis(String url) {
        scene.fail(SEGMENTS, 1, 200, "{\"file_download_url_v2\":\"" + url + "\"}");
        assertFails(Kind.CONFIG, "where no token is sent");
    }

    @Test
    void theOlderPollUrlSaysNotFoundWhileTheExportRuns() {
        String file = "/audience/profiles/reports/files/{id}";
        String url = scene.base() + file.replace("{id}", "7");
        scene.fail(SEGMENTS, 1, 200, "{\"file_download_url\":\"" + url + "\"}");
        scene.fail("GET " + file, 2, 404, "{\"status\":404}");
        scene.fail("GET " + file, 1, 200, "crm_id,email,mobile\n1,a@x.test,\n");
        assertThat(all(scene.connector.exportAddresses()))
                .containsExactly(new ProfileAddress("a@x.test", Optional.of("1")));
        assertThat(scene.context.pauses()).hasSize(2);
    }

    @Test
    void anExportThatExpiredIsAskedForAnew() {
        scene.fail(FILE, 1, 410, "{\"status\":410}");
        assertFails(Kind.TRANSIENT, "answered 410");
    }

    @Test
    void anExportWithoutTheColumnsAskedForIsABug() {
        scene.fail(FILE, 1, 200, "a,b\n1,2\n");
        assertFails(Kind.BUG, "lacks one of the columns");
    }

    @Test
    void anExportThatBreaksOffIsNotTakenForAWholeOne() {
        scene.write(Existence.UNKNOWN, Map.of(Ids.EMAIL, "a@x.test"));
        scene.fail(FILE, 1, 200, "crm_id,email,mobile\n1,\"a@x");
        assertFails(Kind.TRANSIENT, "broke off");
    }

    @Test
    void anEndlessRowIsGivenUp() {
        scene.fail(FILE, 1, 200, "crm_id,email,mobile\n1," + "x".repeat(1_100_000));
        assertFails(Kind.TRANSIENT, "broke off");
    }

    private void assertFails(Kind kind, String found) {
        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() -> all(scene.connector.exportAddresses()))
                .withMessageContaining(found)
                .satisfies(e -> assertThat(e.kind()).isEqualTo(kind));
    }

    private static <T> List<T> all(Export<T> export) {
        try (export) {
            List<T> all = new ArrayList<>();
            Optional<T> row = export.next();
            while (row.isPresent()) {
                all.add(row.get());
                row = export.next();
            }
            return all;
        }
    }
}
