package dev.kith.tribe;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.Webhook;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Registers, lists and removes webhooks, whatever the shape of the answers (T29 to T32). */
final class Webhooks {
    private final TribeApi api;
    private final WebhookSettings settings;

    Webhooks(TribeApi api, WebhookSettings settings) {
        this.api = requireNonNull(api, "api");
        this.settings = requireNonNull(settings, "settings");
    }

    /**
     * One webhook for each type, since one for a base type may not cover those below it (T28). Types that Tribe CRM refuses
     * are left out. Where an answer was lost and the call repeated, the one registered too much is removed: nobody knows
     * its secret.
     *
     * @throws ConnectorException when it refuses all
     */
    List<Webhook> subscribe(List<String> types, URI target, Map<String, String> headers) {
        List<Webhook> result = new ArrayList<>(mine(target));
        Optional<ConnectorException> refusal = Optional.empty();
        for (String type : types) {
            if (result.stream().noneMatch(w -> w.topic().equals(type))) {
                try {
                    result.add(create(type, target, headers));
                } catch (ConnectorException e) {
                    if (e.kind() != Kind.CONFIG) {
                        throw e;
                    }
                    refusal = Optional.of(refusal.orElse(e));
                }
            }
        }
        if (result.isEmpty() && refusal.isPresent()) {
            throw refusal.get();
        }
        Set<String> known = result.stream().map(Webhook::id).collect(Collectors.toSet());
        mine(target).stream().map(Webhook::id).filter(id -> !known.contains(id)).forEach(this::remove);
        return result;
    }

    private List<Webhook> mine(URI target) {
        return list().stream().filter(w -> w.target().equals(target.toString())).toList();
    }

    private Webhook create(String type, URI target, Map<String, String> headers) {
        String what = "registering the webhook for " + type;
        Exchange.Answer<JsonNode> answer =
                api.send(what, "POST", TribeApi.WEBHOOKS, Optional.of(body(type, target, headers)));
        JsonNode made = answer.value().orElseThrow(() -> api.refused(what, answer));
        Optional<String> id = id(made);
        if (id.isPresent()) {
            return new Webhook(id.get(), target.toString(), type, Values.text(made.path("secret")));
        }
        return mine(target).stream()
                .filter(w -> w.topic().equals(type))
                .findFirst()
                .orElseThrow(() -> new ConnectorException(
                        Kind.BUG,
                        "Tribe CRM: " + what + " failed: the answer has no id, and it isn't in the list. Look for it in"
                                + " Tribe CRM (Configuration, API, Webhooks)."));
    }

    private ObjectNode body(String type, URI target, Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        settings.token().ifPresent(token -> all.put(WebhookSettings.TOKEN_HEADER, token));
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("entityType", type).put("webhookUrl", target.toString());
        ArrayNode list = body.putArray("headers");
        all.forEach((name, value) -> list.addObject().put("name", name).put("value", value));
        return body;
    }

    List<Webhook> list() {
        String what = "listing webhooks";
        Exchange.Answer<JsonNode> answer = api.send(what, "GET", TribeApi.WEBHOOKS, Optional.empty());
        JsonNode body = answer.value().orElseThrow(() -> api.refused(what, answer));
        List<Webhook> webhooks = new ArrayList<>();
        for (JsonNode row : body.isArray() ? body : body.path("value")) {
            id(row).ifPresent(id -> webhooks.add(new Webhook(
                    id, text(row, "webhookUrl", "url"), text(row, "entityType", "type"), Optional.empty())));
        }
        return webhooks;
    }

    void remove(String id) {
        String what = "removing a webhook";
        Exchange.Answer<JsonNode> answer =
                api.send(what, "DELETE", TribeApi.WEBHOOKS + "/" + Escape.form(id), Optional.empty());
        if (!answer.success() && answer.status() != 404) {
            throw api.refused(what, answer);
        }
    }

    private static Optional<String> id(JsonNode row) {
        return Optional.of(text(row, "id", "ID", "webhookId")).filter(id -> !id.isEmpty());
    }

    private static String text(JsonNode row, String... names) {
        for (String name : names) {
            Optional<String> found = Values.text(row.path(name));
            if (found.isPresent()) {
                return found.get();
            }
        }
        return "";
    }
}
