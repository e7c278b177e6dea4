package dev.kith.apsisone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import dev.kith.spi.BulkPlan;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.ImportJob;
import dev.kith.spi.ProfileWrite;
import dev.kith.spi.ProfileWrite.Existence;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The upload address is remote data: where it leads elsewhere, nothing is sent. */
class HostileUploadTest {
    private static final String IMPORT = "POST /v2/audience/sections/{sec}/imports";
    private static final String UPLOAD = "POST /s3/kith-imports";

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private Scene scene;
    private HttpServer elsewhere;

    @BeforeEach
    void start() throws IOException {
        scene = Scene.start();
        elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        elsewhere.createContext("/", exchange -> {
            seen.add(exchange.getRequestHeaders().getFirst("Authorization") + " " + exchange.getRequestURI());
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        elsewhere.start();
    }

    @AfterEach
    void stop() {
        scene.close();
        elsewhere.stop(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data",
                "https://10.0.0.1/x",
                "https://s3.eu-west-1.amazonaws.com.evil.test/x",
                "https://s3.eu-west-1.amazonaws.com@evil.test/x",
                "file:///etc/passwd",
                "//evil.test/x",
                "no url"
            })
    void anUploadAddressThatIsNotListedIsRefused(String url) {
        assertFails(url, Kind.CONFIG);
    }

    @Test
    void anotherPortOfTheSameMachineIsAnotherHostUntilItIsListed() {
        String url = "http://127.0.0.1:" + elsewhere.getAddress().getPort() + "/bucket";
        assertFails(url, Kind.CONFIG);
        assertThat(seen).isEmpty();
        scene.with("uploadHosts", url.replace("/bucket", ""));
        ImportJob job = job(url);
        scene.connector.upload(job, rows());
        assertThat(seen).containsExactly("null /bucket");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void aRedirectIsNotFollowed(int status) {
        ImportJob job = scene.connector.request(rows().shape());
        scene.fail(UPLOAD, 1, status, "");
        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() -> scene.connector.upload(job, rows()))
                .withMessageContaining("A redirect is not followed")
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.REJECTED));
        assertThat(scene.calls(UPLOAD)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://169.254.169.254/latest/meta-data", "http://10.0.0.1/", "/bucket"})
    void aListedHostThatSendsTheFileOnIsNotFollowed(String location) {
        elsewhere.createContext("/moved", exchange -> {
            seen.add("moved");
            exchange.getResponseHeaders().add("Location", location);
            exchange.sendResponseHeaders(307, -1);
            exchange.close();
        });
        ImportJob job = listed("/moved");
        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() -> scene.connector.upload(job, rows()))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.REJECTED));
        assertThat(seen).containsExactly("moved");
    }

    @Test
    void anAnswerWithoutEndIsNotRead() {
        elsewhere.createContext("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] more = new byte[1 << 16];
            try (exchange) {
                while (true) {
                    exchange.getResponseBody().write(more);
                }
            } catch (IOException e) {
                seen.add("hung up");
            }
        });
        ImportJob job = listed("/endless");
        assertThatCode(() -> scene.connector.upload(job, rows())).doesNotThrowAnyException();
    }

    private ImportJob listed(String path) {
        String origin = "http://127.0.0.1:" + elsewhere.getAddress().getPort();
        scene.with("uploadHosts", origin);
        return job(origin + path);
    }

    @Test
    void anAnswerWithoutAnAddressIsABug() {
        scene.fail(IMPORT, 1, 200, "{\"import_id\":\"1\"}");
        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() -> scene.connector.request(rows().shape()))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.BUG));
    }

    private void assertFails(String url, Kind kind) {
        ImportJob job = job(url);
        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() -> scene.connector.upload(job, rows()))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(kind));
    }

    private ImportJob job(String url) {
        scene.fail(
                IMPORT,
                1,
                200,
                "{\"import_id\":\"1\",\"file_upload_url\":\"" + url + "\",\"file_upload_body\":{\"key\":\"k\"}}");
        return scene.connector.request(rows().shape());
    }

    private BulkPlan.Import rows() {
        ProfileWrite write =
                new ProfileWrite("1", Existence.UNKNOWN, Map.of(Scene.FIRST_NAME, "Ann"), Set.of(), List.of());
        return scene.connector.plan(List.of(write)).imports().get(0);
    }
}
