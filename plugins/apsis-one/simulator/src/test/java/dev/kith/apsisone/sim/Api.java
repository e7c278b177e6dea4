package dev.kith.apsisone.sim;

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

/** A served simulator and a plain client of it. */
final class Api implements AutoCloseable {
    static final String CRM = "com.apsis1.keyspaces.crm-id";
    static final String EMAIL = "com.apsis1.keyspaces.email";
    static final String SECTION = "com.apsis1.sections.default";
    private static final String TOKEN_REQUEST =
            "{\"grant_type\":\"client_credentials\",\"client_id\":\"kith\",\"client_secret\":\"apsis-secret\"}";

    private final HttpClient client = HttpClient.newHttpClient();
    private final SimServer server;
    final ApsisOne system;
    String token = "";

    private Api(ApsisOne system) throws IOException {
        this.system = system;
        Routes routes = new Routes();
        system.addRoutes(routes);
        this.server = SimServer.start(0, routes);
        this.token = json(send("POST", "/oauth/token", "application/json", TOKEN_REQUEST))
                .path("access_token")
                .asText();
    }

    static Api start() throws IOException {
        return serve(new ApsisOne(new Account("kith", "apsis-secret"), 0, Clock.systemUTC()));
    }

    static Api serve(ApsisOne system) throws IOException {
        return new Api(system);
    }

    /** The path of a profile's part in the default section. */
    static String profile(String keyspace, String key) {
        return "/audience/keyspaces/" + keyspace + "/profiles/" + URLEncoder.encode(key, StandardCharsets.UTF_8);
    }

    HttpResponse<String> create(String keyspace, String key) {
        return post(
                "/audience/keyspaces/" + keyspace + "/sections/" + SECTION + "/profiles",
                "{\"profile_key\":\"" + key + "\"}");
    }

    HttpResponse<String> patch(String keyspace, String key, String body) {
        String path = "/v2" + profile(keyspace, key) + "/sections/" + SECTION + "/attributes";
        return send("PATCH", path, "application/merge-patch+json", body);
    }

    HttpResponse<String> consent(String keyspace, String key, String topic, String type) {
        String body = "{\"topic_discriminator\":\"" + topic(topic) + "\",\"type\":\"" + type
                + "\",\"channel_discriminator\":\"com.apsis1.channels.email\",\"reason\":\"r\",\"source\":\"Kith\"}";
        return post(consents(keyspace, key), body);
    }

    static String consents(String keyspace, String key) {
        return "/v2" + profile(keyspace, key) + "/sections/" + SECTION + "/consents";
    }

    static String topic(String name) {
        return "usercreated.topics." + Vocabulary.slug(name);
    }

    static String attribute(String name) {
        return "usercreated.attributes." + Vocabulary.slug(name);
    }

    void switches(String point, String variant) {
        post("/_sim/switches", "{\"" + point + "\":\"" + variant + "\"}");
    }

    HttpResponse<String> get(String path) {
        return send("GET", path, "", "");
    }

    HttpResponse<String> post(String path, String body) {
        return send("POST", path, "application/json", body);
    }

    HttpResponse<String> send(String method, String path, String type, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The profile as {@code /_sim/profiles/{crmId}} shows it. */
    JsonNode shown(String crmId) {
        return json(get("/_sim/profiles/" + crmId));
    }

    static JsonNode json(HttpResponse<String> answer) {
        try {
            return SimJson.MAPPER.readTree(answer.body());
        } catch (IOException e) {
            throw new AssertionError(answer.body(), e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
