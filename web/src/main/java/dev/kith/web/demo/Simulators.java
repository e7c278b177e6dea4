package dev.kith.web.demo;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kith.web.command.CommandFailed;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;

/** Both simulators, and what the demo asks them under {@code /_sim/}. */
public final class Simulators implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Simulator tribe;
    private final Simulator apsisOne;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Simulators(Simulator tribe, Simulator apsisOne) {
        this.tribe = requireNonNull(tribe, "tribe");
        this.apsisOne = requireNonNull(apsisOne, "apsisOne");
    }

    public static Simulators start(Path distribution, Path state, int contacts, long seed) {
        Simulator tribe = Simulator.start(distribution, "tribe", state, contacts, seed);
        try {
            return new Simulators(tribe, Simulator.start(distribution, "apsis-one", state, contacts, seed));
        } catch (RuntimeException e) {
            tribe.close();
            throw e;
        }
    }

    public URI tribe() {
        return tribe.url();
    }

    public URI apsisOne() {
        return apsisOne.url();
    }

    /** The names rules use for Tribe's custom fields, each with its name in the API. */
    Map<String, String> customFields() {
        String answer = send(HttpRequest.newBuilder(tribe().resolve("/_sim/custom-fields")));
        return read(answer, new TypeReference<Map<String, String>>() {});
    }

    /** How often APSIS One was called since the last reset. */
    long audienceCalls() {
        String answer = send(HttpRequest.newBuilder(apsisOne().resolve("/_sim/calls")));
        return read(answer, new TypeReference<Map<String, Long>>() {}).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    void resetAudienceCalls() {
        send(HttpRequest.newBuilder(apsisOne().resolve("/_sim/calls")).DELETE());
    }

    private String send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new CommandFailed(
                        "The simulator refused " + answer.uri() + ": " + answer.statusCode() + " " + answer.body());
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

    /** Lets both save their state and end. */
    @Override
    public void close() {
        tribe.close();
        apsisOne.close();
    }
}
