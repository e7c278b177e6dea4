package dev.kith.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimServerTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private SimServer server;

    @BeforeEach
    void start() throws IOException {
        Routes routes = new Routes()
                .add("GET", "/things/{key}", r -> SimAnswer.text(200, "text/plain", r.variable("key")))
                .add("GET", "/rest/{path*}", r -> SimAnswer.text(200, "text/plain", r.variable("path")))
                .add("POST", "/json", r -> SimAnswer.json(200, r.json()));
        server = SimServer.start(0, routes);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void decodesPathSegmentsAndKeepsAPlus() throws Exception {
        assertThat(get("/things/a%40b%2Fc+d").body()).isEqualTo("a@b/c+d");
        assertThat(get("/rest/a/b%20c").body()).isEqualTo("a/b c");
    }

    @Test
    void countsCallsByRouteButNotItsOwn() throws Exception {
        get("/things/1");
        get("/things/2");
        get("/nowhere");
        assertThat(get("/_sim/calls").body()).isEqualTo("{\"GET (other)\":1,\"GET /things/{key}\":2}");
    }

    @Test
    void answersABrokenBodyWith400() throws Exception {
        assertThat(post("/json", "{").statusCode()).isEqualTo(400);
    }

    @Test
    void faultsStrikeAfterSkippingAndForTheGivenTimes() throws Exception {
        post(
                "/_sim/faults",
                "{\"endpoint\":\"GET /things/{key}\",\"skip\":1,\"times\":1,\"status\":503,\"body\":\"no\"}");
        assertThat(get("/things/1").statusCode()).isEqualTo(200);
        HttpResponse<String> struck = get("/things/2");
        assertThat(struck.statusCode()).isEqualTo(503);
        assertThat(struck.body()).isEqualTo("no");
        assertThat(get("/things/3").statusCode()).isEqualTo(200);
    }

    @Test
    void cutsAnAnswerInItsMiddle() throws Exception {
        post("/_sim/faults", "{\"endpoint\":\"*\",\"cutAfter\":3}");
        assertThatThrownBy(() -> get("/things/abcdef")).isInstanceOf(IOException.class);
    }

    @Test
    void holdsCallsUntilTheFaultsAreCleared() throws Exception {
        post("/_sim/faults", "{\"endpoint\":\"GET /things/{key}\",\"hold\":true}");
        CompletableFuture<HttpResponse<String>> waiting =
                client.sendAsync(HttpRequest.newBuilder(uri("/things/1")).build(), BodyHandlers.ofString());
        while (!get("/_sim/faults").body().equals("{\"held\":1}")) {
            assertThat(waiting).isNotDone();
        }
        client.send(HttpRequest.newBuilder(uri("/_sim/faults")).DELETE().build(), BodyHandlers.ofString());
        assertThat(waiting.get().body()).isEqualTo("1");
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(uri(path))
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }
}
