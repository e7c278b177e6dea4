package dev.kith.tribe.sim;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kith.testkit.sim.Routes;
import dev.kith.testkit.sim.SimAnswer;
import dev.kith.testkit.sim.SimHandler;
import dev.kith.testkit.sim.SimJson;
import dev.kith.testkit.sim.SimRequest;
import dev.kith.tribe.sim.model.EntityType;
import dev.kith.tribe.sim.model.Schema;
import dev.kith.tribe.sim.model.Switches;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** The webhooks that were registered, and their REST routes. They are part of the saved state. */
final class Hooks {
    private final Schema schema;
    private final Switches switches;
    private final List<Hook> all = new CopyOnWriteArrayList<>();

    Hooks(Schema schema, Switches switches) {
        this.schema = requireNonNull(schema, "schema");
        this.switches = requireNonNull(switches, "switches");
    }

    /** One webhook. */
    record Hook(String id, EntityType type, String url, Map<String, String> headers, String secret) {}

    void addRoutes(Routes routes, UnaryOperator<SimHandler> guard) {
        routes.add("GET", "/v1/webhooks", guard.apply(r -> list()))
                .add("POST", "/v1/webhooks", guard.apply(this::create))
                .add("DELETE", "/v1/webhooks/{id}", guard.apply(this::remove))
                .add("GET", "/_sim/webhooks", r -> SimAnswer.json(200, secrets()))
                .add("DELETE", "/_sim/webhooks", r -> {
                    all.clear();
                    return SimAnswer.empty(204);
                });
    }

    List<Hook> all() {
        return List.copyOf(all);
    }

    /** Takes back those that were saved. */
    void fill(List<Hook> saved) {
        all.clear();
        all.addAll(saved);
    }

    /** Those that tell of a type (T28). */
    List<Hook> of(EntityType type) {
        boolean subtypes = switches.is("T28", "subtypes");
        return all.stream()
                .filter(h -> subtypes ? type.is(h.type) : type == h.type)
                .toList();
    }

    /** What the page of each webhook shows: the secret by the webhook's id (T31). */
    private Map<String, String> secrets() {
        Map<String, String> secrets = new LinkedHashMap<>();
        all.forEach(h -> secrets.put(h.id, h.secret));
        return secrets;
    }

    private SimAnswer list() {
        ArrayNode hooks = SimJson.MAPPER.createArrayNode();
        all.forEach(h -> hooks.add(shown(h)));
        return SimAnswer.json(200, switches.is("T30", "value") ? Map.of("value", hooks) : hooks);
    }

    private ObjectNode shown(Hook hook) {
        return SimJson.MAPPER
                .createObjectNode()
                .put(switches.get("T29"), hook.id)
                .put("entityType", hook.type.dotted())
                .put("webhookUrl", hook.url);
    }

    private SimAnswer create(SimRequest request) throws IOException {
        JsonNode body = request.json();
        String url = body.path("webhookUrl").asText("");
        boolean http = url.startsWith("http://") && switches.is("T32", "http");
        if (!url.startsWith("https://") && !http) {
            return SimAnswer.json(400, Map.of("error", Map.of("message", "The webhookUrl must be an https URL.")));
        }
        String dotted = body.path("entityType").asText("");
        Optional<EntityType> type =
                schema.types().stream().filter(t -> t.dotted().equals(dotted)).findFirst();
        if (type.isEmpty()) {
            return SimAnswer.json(400, Map.of("error", Map.of("message", "No entity type '" + dotted + "'.")));
        }
        Map<String, String> headers = new LinkedHashMap<>();
        body.path("headers")
                .forEach(h ->
                        headers.put(h.path("name").asText(), h.path("value").asText()));
        String id = UUID.randomUUID().toString();
        Hook hook = new Hook(id, type.get(), url, headers, "sim-secret-" + id.substring(0, 8));
        all.add(hook);
        int status = Integer.parseInt(switches.get("T20"));
        if (status == 204) {
            return SimAnswer.empty(status);
        }
        ObjectNode shown = shown(hook);
        return SimAnswer.json(status, switches.is("T31", "present") ? shown.put("secret", hook.secret) : shown);
    }

    private SimAnswer remove(SimRequest request) {
        boolean gone = all.removeIf(h -> h.id.equals(request.variable("id")));
        return SimAnswer.empty(gone ? 204 : 404);
    }
}
