package dev.kith.web.demo;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kith.web.command.CommandFailed;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Asks one simulator what lies under {@code /_sim/}. Blocks; any thread. */
public final class SimClient {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI url;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public SimClient(URI url) {
        this.url = requireNonNull(url, "url");
    }

    /** How often each route was called since the last reset, such as {@code GET /v1/odata/{path*}}. */
    public Map<String, Long> calls() {
        return read(send(request("/_sim/calls"), BodyHandlers.ofString()), new TypeReference<Map<String, Long>>() {});
    }

    public void resetCalls() {
        send(request("/_sim/calls").DELETE(), BodyHandlers.ofString());
    }

    /** Ids of persons of the simulated CRM, in their order: the first ones, or those after one; none after the last. */
    public List<String> persons(int limit, String after) {
        String from = after.isEmpty() ? "" : "&after=" + after;
        try (Stream<String> persons = send(request("/_sim/persons?limit=" + limit + from), BodyHandlers.ofLines())) {
            return persons.map(person -> read(person, new TypeReference<Map<String, Object>>() {}))
                    .map(person -> String.valueOf(person.get("id")))
                    .toList();
        }
    }

    /** Sends JSON, which must be taken. */
    public void send(String method, String path, String json) {
        send(request(path).method(method, BodyPublishers.ofString(json)), BodyHandlers.ofString());
    }

    Map<String, String> texts(String path) {
        return read(send(request(path), BodyHandlers.ofString()), new TypeReference<Map<String, String>>() {});
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(url.resolve(path)).header("Content-Type", "application/json");
    }

    private <T> T send(HttpRequest.Builder request, BodyHandler<T> handler) {
        try {
            HttpResponse<T> answer = http.send(request.build(), handler);
            if (answer.statusCode() >= 300) {
                throw new CommandFailed("The simulator refused " + answer.uri() + ": " + answer.statusCode());
            }
            return answer.body();
        } catch (IOException e) {
            throw new CommandFailed(
                    "The simulator doesn't answer: " + e.getMessage() + ". See its log in the home's sim/.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("Stopped while waiting for a simulator.");
        }
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (IOException e) {
            throw new CommandFailed("The simulator answered something unexpected: " + e.getMessage());
        }
    }
}
