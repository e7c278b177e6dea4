package dev.kith.web.command;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Requests to one integration of a running host, whose refusals end the command in the host's words. */
final class HostClient {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI base;
    private final String integration;

    HostClient(URI base, String integration) {
        this.base = requireNonNull(base, "base");
        this.integration = requireNonNull(integration, "integration");
    }

    /** The path is below the integration, such as {@code rules/state}. */
    JsonNode get(String path) {
        return json(request(path).GET());
    }

    JsonNode post(String path, JsonNode body) {
        return send("POST", path, body);
    }

    JsonNode put(String path, JsonNode body) {
        return send("PUT", path, body);
    }

    private JsonNode send(String method, String path, JsonNode body) {
        return json(request(path)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body.toString())));
    }

    /** Waits until a run has ended, and returns it. */
    JsonNode ended(long run) {
        read("runs/" + run + "/progress", InputStream::readAllBytes);
        return get("runs/" + run);
    }

    /** The ids of all integrations of the host. */
    List<String> integrations() {
        List<String> all = new ArrayList<>();
        json(at("/api/v1/integrations").GET())
                .path("integrations")
                .forEach(one -> all.add(one.path("id").asText()));
        return all;
    }

    private JsonNode json(HttpRequest.Builder request) {
        return read(request, body -> JSON.readTree(body.readAllBytes()));
    }

    /** What is done with the body of an answer while it arrives. */
    interface Reading<T> {
        T read(InputStream body) throws IOException;
    }

    /** Reads an answer that may be long, or take long. */
    <T> T read(String path, Reading<T> reading) {
        return read(request(path).GET(), reading);
    }

    private HttpRequest.Builder request(String path) {
        return at("/api/v1/integrations/" + integration + "/" + path);
    }

    private HttpRequest.Builder at(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .header("User-Agent", "kith-cli")
                .timeout(PATIENCE);
    }

    private <T> T read(HttpRequest.Builder request, Reading<T> reading) {
        try {
            HttpResponse<InputStream> answer = http.send(request.build(), BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                if (answer.statusCode() >= 300) {
                    throw new CommandFailed(words(JSON.readTree(body.readAllBytes())));
                }
                return reading.read(body);
            }
        } catch (JacksonException e) {
            throw new CommandFailed("What answers at " + base + " is no Kith. Name the host with --url.");
        } catch (IOException e) {
            throw new CommandFailed(
                    "No host answers at " + base + ". Start it with \"kith serve\", or name another with --url.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("Interrupted before the host answered.");
        }
    }

    private static String words(JsonNode problem) {
        String detail = problem.path("detail").asText();
        StringBuilder words = new StringBuilder(detail);
        for (JsonNode one : problem.path("problems")) {
            if (one.isTextual() && !detail.contains(one.asText())) {
                words.append(System.lineSeparator()).append(one.asText());
            }
        }
        return words.toString();
    }

    /** A segment of a path or a value of a query, in which anything may stand. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
