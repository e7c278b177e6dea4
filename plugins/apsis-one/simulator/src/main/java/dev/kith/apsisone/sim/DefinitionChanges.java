package dev.kith.apsisone.sim;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.testkit.sim.Routes;
import dev.kith.testkit.sim.SimAnswer;
import dev.kith.testkit.sim.SimRequest;
import java.io.IOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Changes what the account defines, as its administrators do. */
final class DefinitionChanges {
    private final Definitions definitions;

    DefinitionChanges(Definitions definitions) {
        this.definitions = definitions;
    }

    void addTo(Routes routes) {
        routes.add("POST", "/_sim/attributes", this::putAttribute);
        routes.add("DELETE", "/_sim/attributes/{id}", r -> remove(definitions.attributes(), r));
        routes.add("POST", "/_sim/topics", this::putTopic);
        routes.add("DELETE", "/_sim/topics/{id}", r -> remove(definitions.topics(), r));
        routes.add("POST", "/_sim/keyspaces", this::putKeyspace);
        routes.add("DELETE", "/_sim/keyspaces/{id}", r -> remove(definitions.keyspaces(), r));
    }

    /** Takes {@code {"name","type"}}, with {@code discriminator} and {@code read_only_in} (keyspaces) if wanted. */
    private SimAnswer putAttribute(SimRequest request) throws IOException {
        JsonNode json = request.json();
        AttributeType type = AttributeType.valueOf(json.path("type").asText().toUpperCase(Locale.ROOT));
        int version = 5001 + definitions.attributes().all().size();
        AttributeDefinition fresh = Vocabulary.custom(text(json, "name"), type, version);
        Set<String> readOnlyIn = new HashSet<>();
        json.path("read_only_in").forEach(k -> readOnlyIn.add(k.asText()));
        String discriminator = json.path("discriminator").asText(fresh.discriminator());
        definitions
                .attributes()
                .put(new AttributeDefinition(discriminator, fresh.name(), type, fresh.versionId(), "", readOnlyIn));
        return made(discriminator);
    }

    /** Takes {@code {"name"}}, with {@code channel} (a discriminator) if it serves only one. */
    private SimAnswer putTopic(SimRequest request) throws IOException {
        JsonNode json = request.json();
        Topic topic = Vocabulary.topic(text(json, "name"), json.path("channel").asText());
        definitions.topics().put(topic);
        return made(topic.discriminator());
    }

    /** Takes {@code {"discriminator","manage_subscriptions"}}. */
    private SimAnswer putKeyspace(SimRequest request) throws IOException {
        JsonNode json = request.json();
        String discriminator = text(json, "discriminator");
        boolean manages = json.path("manage_subscriptions").asBoolean();
        definitions.keyspaces().put(new Keyspace(discriminator, discriminator, manages));
        return made(discriminator);
    }

    private static SimAnswer made(String discriminator) {
        return SimAnswer.json(201, Map.of("discriminator", discriminator));
    }

    private static SimAnswer remove(Catalogue<?> catalogue, SimRequest request) {
        if (!catalogue.remove(request.variable("id"))) {
            throw Problem.notFound("No such definition: " + request.variable("id"));
        }
        return SimAnswer.empty(204);
    }

    private static String text(JsonNode json, String member) {
        String text = json.path(member).asText();
        if (text.isBlank()) {
            throw Problem.badRequest(member + " is missing");
        }
        return text;
    }
}
