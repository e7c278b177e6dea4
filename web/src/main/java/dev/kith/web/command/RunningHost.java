package dev.kith.web.command;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kith.engine.home.ServerSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Asks the host that serves a home, by REST: the host holds the database, and a rule set that another process activated
 * would not decide in it. A picocli mixin.
 */
final class RunningHost {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Parameters(index = "0", paramLabel = "INTEGRATION", description = "the integration's id, such as tribe")
    private String integration = "";

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "where the host listens (default: host and port of the home's kith.yaml)")
    private @Nullable URI url;

    @Mixin
    private HomeOption home = new HomeOption();

    JsonNode get(Shell shell, String path) {
        return send(shell, request(shell, path).GET());
    }

    JsonNode post(Shell shell, String path, JsonNode body) {
        return send(
                shell,
                request(shell, path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body.toString())));
    }

    private HttpRequest.Builder request(Shell shell, String path) {
        return HttpRequest.newBuilder(base(shell).resolve("/api/v1/integrations/" + integration + "/rules/" + path))
                .header("User-Agent", "kith-cli")
                .timeout(PATIENCE);
    }

    private URI base(Shell shell) {
        if (url != null) {
            return url;
        }
        ServerSettings server = shell.settings(home.existing(shell)).server();
        return URI.create("http://" + server.host() + ":" + server.port());
    }

    private JsonNode send(Shell shell, HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
            JsonNode json = JSON.readTree(answer.body());
            if (answer.statusCode() >= 300) {
                throw new CommandFailed(words(json));
            }
            return json;
        } catch (JacksonException e) {
            throw new CommandFailed("What answers at " + base(shell) + " is no Kith. Name the host with --url.");
        } catch (IOException e) {
            throw new CommandFailed("No host answers at " + base(shell)
                    + ". Start it with \"kith serve\", or name another with --url.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("Interrupted before the host answered.");
        }
    }

    private static String words(JsonNode problem) {
        StringBuilder words = new StringBuilder(problem.path("detail").asText());
        problem.path("problems")
                .forEach(one -> words.append(System.lineSeparator()).append(one.asText()));
        return words.toString();
    }
}
