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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimServerTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger handled = new AtomicInteger();
    private SimServer server;

    @BeforeEach
    void start() throws IOException {
        Routes routes = new Routes()
                .add("GET", "/things/{key}", r -> SimAnswer.text(200, "text/plain", r.variable("key")))
                .add("GET", "/rest/{path*}", r -> SimAnswer.text(200, "text/plain", r.variable("path")))
                .add("POST", "/json", r -> {
                    handled.incrementAndGet();
                    return SimAnswer.json(200, r.json());
                });
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
        while (!get("/_sim/faults").body().contains("\"held\":1")) {
            assertThat(waiting).isNotDone();
        }
        clearFaults();
        assertThat(waiting.get().body()).isEqualTo("1");
    }

    @Test
    void strikesTheSameShareOfCallsForTheSameSeed() throws Exception {
        String fault = "{\"endpoint\":\"GET /things/{key}\",\"rate\":0.2,\"seed\":5,\"status\":503}";
        List<Integer> first = statuses(fault);
        assertThat(statuses(fault)).isEqualTo(first);
        assertThat(first).filteredOn(status -> status == 503).hasSizeBetween(10, 35);
        assertThat(statuses(fault.replace("\"seed\":5", "\"seed\":6"))).isNotEqualTo(first);
        assertThat(get("/_sim/faults").body()).contains("\"struck\":");
    }

    private List<Integer> statuses(String fault) throws Exception {
        clearFaults();
        post("/_sim/faults", fault);
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            statuses.add(get("/things/1").statusCode());
        }
        return statuses;
    }

    @Test
    void answersWithAPageAndWhenToAskAgain() throws Exception {
        post("/_sim/faults", "{\"endpoint\":\"*\",\"status\":429,\"html\":true,\"retryAfter\":\"7\"}");
        HttpResponse<String> answer = get("/things/1");
        assertThat(answer.body()).startsWith("<!DOCTYPE html>");
        assertThat(answer.headers().firstValue("Retry-After")).contains("7");
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html");
    }

    @Test
    void handlesACallWhoseAnswerIsLost() throws Exception {
        post("/_sim/faults", "{\"endpoint\":\"*\",\"times\":1,\"drop\":true}");
        assertThatThrownBy(() -> post("/json", "{}")).isInstanceOf(IOException.class);
        assertThat(handled).hasValue(1);
        assertThat(post("/json", "{}").statusCode()).isEqualTo(200);
    }

    @Test
    void keepsAnAnswerBackForATime() throws Exception {
        post("/_sim/faults", "{\"endpoint\":\"*\",\"times\":1,\"slowMillis\":120}");
        long before = System.nanoTime();
        assertThat(get("/things/1").body()).isEqualTo("1");
        assertThat(System.nanoTime() - before).isGreaterThan(100_000_000L);
    }

    @Test
    void refusesAFaultItDoesNotKnow() throws Exception {
        assertThat(post("/_sim/faults", "{\"endpoint\":\"*\",\"rate\":2}").statusCode())
                .isEqualTo(400);
        assertThat(post("/_sim/faults", "{\"endpoint\":\"*\",\"stauts\":500}").statusCode())
                .isEqualTo(400);
    }

    private void clearFaults() throws Exception {
        client.send(HttpRequest.newBuilder(uri("/_sim/faults")).DELETE().build(), BodyHandlers.ofString());
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
