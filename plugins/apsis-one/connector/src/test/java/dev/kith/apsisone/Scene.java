package dev.kith.apsisone;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.apsisone.sim.ApsisOne;
import dev.kith.spi.Channel;
import dev.kith.spi.ConsentChange;
import dev.kith.spi.ProfileWrite;
import dev.kith.spi.ProfileWrite.Existence;
import dev.kith.spi.WriteResult;
import dev.kith.testkit.DirectContext;
import dev.kith.testkit.sim.Routes;
import dev.kith.testkit.sim.SimJson;
import dev.kith.testkit.sim.SimServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A served simulator, a connector to it, and the person in front of APSIS One. */
final class Scene implements AutoCloseable {
    static final String SECTION = "com.apsis1.sections.default";
    static final String FIRST_NAME = "com.apsis1.attributes.firstname";
    static final String PATCH = "PATCH /v2/audience/keyspaces/{ks}/profiles/{pk}/sections/{sec}/attributes";
    static final String ATTRIBUTES = "GET /audience/keyspaces/{ks}/profiles/{pk}/sections/{sec}/attributes";
    static final String CREATE = "POST /audience/keyspaces/{ks}/sections/{sec}/profiles";
    static final String CONSENT = "POST /v2/audience/keyspaces/{ks}/profiles/{pk}/sections/{sec}/consents";
    static final String CONSENTS = "GET /v2/audience/keyspaces/{ks}/profiles/{pk}/sections/{sec}/consents";

    private final HttpClient client = HttpClient.newHttpClient();
    private final SimServer server;
    private final Map<String, String> settings = new HashMap<>();
    DirectContext context;
    ApsisOneConnector connector;

    private Scene(SimServer server) {
        this.server = server;
        settings.put("apiUrl", "http://127.0.0.1:" + server.port() + "/");
        settings.put("clientId", "kith");
        settings.put("clientSecret", "apsis-secret");
        settings.put("confirmedFirstPartyOff", "true");
        settings.put("rate", "unlimited");
        this.context = DirectContext.of(new ApsisOneFactory(), settings);
        this.connector = (ApsisOneConnector) new ApsisOneFactory().open(context);
    }

    static Scene start() throws IOException {
        Routes routes = new Routes();
        new ApsisOne(new dev.kith.apsisone.sim.Account("kith", "apsis-secret"), 0, Clock.systemUTC()).addRoutes(routes);
        return new Scene(SimServer.start(0, routes));
    }

    /** Opens the connector anew with another setting. */
    Scene with(String setting, String value) {
        connector.close();
        settings.put(setting, value);
        context = DirectContext.of(new ApsisOneFactory(), settings);
        connector = (ApsisOneConnector) new ApsisOneFactory().open(context);
        return this;
    }

    String base() {
        return "http://127.0.0.1:" + server.port();
    }

    WriteResult write(Existence existence, Map<String, Object> set, ConsentChange... consents) {
        return write(new ProfileWrite("1", existence, set, Set.of(), List.of(consents)));
    }

    WriteResult write(ProfileWrite write) {
        return connector.write(List.of(write)).get(0);
    }

    static ConsentChange optIn(String topic) {
        return optIn(topic, Optional.empty());
    }

    static ConsentChange optIn(String topic, Optional<Instant> overrides) {
        return new ConsentChange(topic, Channel.EMAIL, ConsentChange.Type.OPT_IN, "Label in the CRM", overrides);
    }

    static ConsentChange optOut(String topic) {
        return new ConsentChange(
                topic, Channel.EMAIL, ConsentChange.Type.OPT_OUT, "Label removed in the CRM", Optional.empty());
    }

    String topic(String name) {
        return connector.describe().subscriptions().stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow()
                .id();
    }

    /** The name of a topic. */
    String name(String topic) {
        return connector.describe().subscriptions().stream()
                .filter(s -> s.id().equals(topic))
                .findFirst()
                .orElseThrow()
                .name();
    }

    Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    String attribute(String name) {
        return connector.describe().attributes().stream()
                .filter(a -> a.name().equals(name))
                .findFirst()
                .orElseThrow()
                .id();
    }

    /** The profile's attributes as the simulator has them. */
    JsonNode attributes(String crmId) {
        return section(crmId).path("attributes");
    }

    /** The profile's consents as the simulator has them. */
    JsonNode consents(String crmId) {
        return section(crmId).path("consents");
    }

    /** The ids of the profile's tags as the simulator has them. */
    List<String> tags(String crmId) {
        List<String> tags = new ArrayList<>();
        section(crmId).path("tags").forEach(tag -> tags.add(tag.asText()));
        return tags;
    }

    private JsonNode section(String crmId) {
        return json(sim("GET", "/profiles/" + crmId, "")).path("sections").path(SECTION);
    }

    long calls(String route) {
        return json(sim("GET", "/calls", "")).path(route).asLong();
    }

    /** Answers the next calls of a route with this status. */
    void fail(String route, int times, int status, String body) {
        sim(
                "POST",
                "/faults",
                text(Map.of(
                        "endpoint",
                        route,
                        "times",
                        times,
                        "status",
                        status,
                        "body",
                        body,
                        "contentType",
                        body.startsWith("<") ? "text/html" : "application/problem+json")));
    }

    /** Chooses a variant of a point the documents leave open. */
    Scene variant(String point, String value) {
        sim("POST", "/switches", "{\"" + point + "\":\"" + value + "\"}");
        return this;
    }

    /** Calls something under {@code /_sim}. */
    String sim(String method, String path, String body) {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + "/_sim" + path);
        try {
            return client.send(
                            HttpRequest.newBuilder(uri)
                                    .method(method, BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static JsonNode json(String text) {
        try {
            return SimJson.MAPPER.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }

    static String text(Object json) {
        return SimJson.MAPPER.valueToTree(json).toString();
    }

    @Override
    public void close() {
        connector.close();
        server.close();
    }
}
