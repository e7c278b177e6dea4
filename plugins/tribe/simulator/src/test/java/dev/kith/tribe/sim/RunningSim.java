package dev.kith.tribe.sim;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.testkit.sim.Routes;
import dev.kith.testkit.sim.SimJson;
import dev.kith.testkit.sim.SimServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A simulator that serves on a port of its own, and a client that has a token for it. */
final class RunningSim implements AutoCloseable {
    static final String FORM = "grant_type=client_credentials&client_id=kith&client_secret=tribe-secret";

    final HandClock clock = new HandClock();
    final TribeSystem system = new TribeSystem(Client.DEFAULT, clock);
    private final HttpClient client = HttpClient.newHttpClient();
    private final SimServer server;
    private String token = "";

    RunningSim(long seed, int contacts) throws Exception {
        system.seed(seed, contacts);
        server = serve();
        renewToken();
    }

    private SimServer serve() throws IOException {
        Routes routes = new Routes();
        system.addRoutes(routes);
        return SimServer.start(0, routes);
    }

    void renewToken() throws Exception {
        token = json(token(FORM)).path("access_token").textValue();
    }

    HttpResponse<String> token(String form, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri("/oauth2/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
        return client.send((headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofString());
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    HttpResponse<String> send(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(path))
                .header("Authorization", "Bearer " + token)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    HttpResponse<String> plain(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    /** Switches what the documents leave open, by the number it has there. */
    void set(String name, String value) throws Exception {
        json(send("PUT", "/_sim/switches", "{\"" + name + "\":\"" + value + "\"}"));
    }

    /** GET below the OData root; options are {@code name=value}, not yet encoded. */
    HttpResponse<String> odata(String path, String... options) throws Exception {
        return send("GET", "/v1/odata/" + path + query(options), "");
    }

    static String query(String... options) {
        return Stream.of(options)
                .map(o -> o.substring(0, o.indexOf('=') + 1) + encode(o.substring(o.indexOf('=') + 1)))
                .collect(Collectors.joining("&", options.length == 0 ? "" : "?", ""));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The answer of an OData request that must succeed. */
    JsonNode read(String path, String... options) throws Exception {
        return json(odata(path, options));
    }

    /** The rows of an OData request that must succeed. */
    List<JsonNode> rows(String path, String... options) throws Exception {
        List<JsonNode> rows = new ArrayList<>();
        read(path, options).path("value").forEach(rows::add);
        return rows;
    }

    String message(String path, String... options) throws Exception {
        HttpResponse<String> answer = odata(path, options);
        JsonNode error = SimJson.MAPPER.readTree(answer.body()).path("error");
        return answer.statusCode() + " " + error.path("message").asText();
    }

    List<JsonNode> dump() throws Exception {
        List<JsonNode> persons = new ArrayList<>();
        for (String line : plain("/_sim/persons").body().lines().toList()) {
            persons.add(SimJson.MAPPER.readTree(line));
        }
        return persons;
    }

    JsonNode person(String id) throws Exception {
        return json(send("GET", "/_sim/persons/" + id, ""));
    }

    /** The id of a new person. */
    String newPerson(String body) throws Exception {
        return json(send("POST", "/_sim/persons", body)).path("id").textValue();
    }

    String labelId(String name) throws Exception {
        return rows("Label", "$filter=Name eq '" + name + "'").get(0).path("ID").textValue();
    }

    static JsonNode json(HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() >= 300) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return SimJson.MAPPER.readTree(answer.body());
    }

    static List<String> texts(List<JsonNode> rows, String name) {
        return rows.stream().map(row -> row.path(name).asText()).toList();
    }

    @Override
    public void close() {
        server.close();
    }

    /** A clock that stands until it is moved. */
    static final class HandClock extends Clock {
        private Instant now = Instant.parse("2026-03-01T12:00:00Z");

        void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
