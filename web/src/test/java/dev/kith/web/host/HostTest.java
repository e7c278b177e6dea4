package dev.kith.web.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kith.engine.store.StoreException;
import dev.kith.web.it.Answer;
import dev.kith.web.it.Client;
import dev.kith.web.rest.RunWatch;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostTest {
    private final Host host;
    private final Client client;

    HostTest(@TempDir Path folder) {
        host = EmptyHost.start(folder);
        client = new Client(host.url());
    }

    @BeforeAll
    void isLive() {
        assertThat(client.get("/health/live").json().path("status").asText()).isEqualTo("live");
        assertThat(client.get("/health/ready").json().path("status").asText()).isEqualTo("ready");
    }

    @AfterAll
    void close() {
        host.close();
    }

    @Test
    void refusesAnotherHostName() throws IOException {
        assertThat(raw("GET / HTTP/1.1\r\nHost: evil.example:" + host.port() + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 421")
                .contains("application/problem+json")
                .contains("evil.example");
    }

    @Test
    void refusesOurNameWithoutThePort() throws IOException {
        assertThat(raw("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 421");
    }

    @Test
    void refusesAPageOfAnotherSite() {
        for (String origin : new String[] {"https://evil.example", "null", "http://localhost:1", "file://"}) {
            Answer answer = client.send(client.request("/api/v1/plugins").header("Origin", origin));
            assertThat(answer.status()).as(origin).isEqualTo(403);
            assertThat(answer.json().path("detail").asText()).contains(origin);
        }
        assertThat(client.send(client.request("/api/v1/plugins").header("Origin", host.url()))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void refusesAWriteThatIsNotJson() {
        Answer answer = client.send(client.request("/api/v1/integrations/tribe/runs")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{\"kind\":\"full\"}")));

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.json().path("detail").asText())
                .isEqualTo("A write needs the header \"Content-Type: application/json\", got \"text/plain\".");
    }

    @Test
    void answersErrorsAsProblems() {
        Answer answer = client.get("/api/v1/nothing");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        JsonNode problem = answer.json();
        assertThat(problem.path("type").asText()).isEqualTo("about:blank");
        assertThat(problem.path("title").asText()).isEqualTo("Not Found");
        assertThat(problem.path("status").asInt()).isEqualTo(404);
        assertThat(problem.path("detail").asText()).isEqualTo("There is nothing at /api/v1/nothing.");
    }

    @Test
    void saysWhichIntegrationIsMissing() {
        Answer answer = client.get("/api/v1/integrations/nope/runs");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().path("detail").asText()).startsWith("There is no integration \"nope\".");
    }

    @Test
    void refusesAnotherMethod() {
        assertThat(client.send("PUT", "/api/v1/plugins", "{}").status()).isEqualTo(405);
    }

    @Test
    void showsAPersonAPageWhenALinkIsDead() {
        Answer answer = client.send(client.request("/integrations/nope").header("Accept", "text/html"));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).startsWith("text/html");
        assertThat(answer.text()).contains("There is no integration \"nope\"");
    }

    @Test
    void sendsTheSafetyHeadersWithEveryAnswer() {
        for (String path : new String[] {"/", "/nope", "/assets/kith.css", "/favicon.ico", "/api/v1/plugins"}) {
            Answer answer = client.get(path);
            assertThat(answer.header("Content-Security-Policy"))
                    .as(path)
                    .contains("default-src 'self'")
                    .contains("frame-ancestors 'none'");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        }
    }

    @Test
    void describesExactlyTheRoutesItHas() throws IOException {
        Set<String> routes = new TreeSet<>();
        try (RunWatch watch = new RunWatch()) {
            Host.rest(host.engine(), watch, Clock.systemUTC())
                    .forEach(route -> routes.add(route.method().name() + " " + route.path()));
        }

        assertThat(described()).isEqualTo(routes);
    }

    private Set<String> described() throws IOException {
        JsonNode paths =
                new ObjectMapper().readTree(client.get("/openapi.json").text()).path("paths");
        Set<String> described = new TreeSet<>();
        paths.properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        return described;
    }

    @Test
    void saysThatThePortIsTaken(@TempDir Path other) {
        assertThatThrownBy(() -> EmptyHost.start(other, host.port()))
                .isInstanceOf(HostException.class)
                .hasMessageStartingWith("Port " + host.port() + " on 127.0.0.1 can't be had");
    }

    @Test
    void saysThatAnotherHostHasTheHome(@TempDir Path folder) {
        Host first = EmptyHost.start(folder);
        try {
            assertThatThrownBy(() -> EmptyHost.start(folder)).isInstanceOf(StoreException.class);
        } finally {
            first.close();
        }
    }

    /** The JDK's client sets the Host header by itself. */
    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), host.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
