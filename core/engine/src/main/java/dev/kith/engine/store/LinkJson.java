package dev.kith.engine.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kith.engine.store.StoreException.Kind;
import dev.kith.spi.Channel;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The JSON in a link's text columns. */
final class LinkJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private LinkJson() {}

    static String delivered(Map<String, String> delivered) {
        ObjectNode object = JSON.createObjectNode();
        delivered.forEach(object::put);
        return text(object);
    }

    static Map<String, String> delivered(String json) {
        Map<String, String> delivered = new LinkedHashMap<>();
        tree(json)
                .properties()
                .forEach(entry -> delivered.put(entry.getKey(), entry.getValue().asText()));
        return delivered;
    }

    static String leftOut(Map<String, LeftOut> leftOut) {
        ObjectNode object = JSON.createObjectNode();
        leftOut.forEach((attribute, part) -> object.putObject(attribute)
                .put("value", part.value())
                .put("reason", part.reason())
                .put("keyTaken", part.keyTaken()));
        return text(object);
    }

    static Map<String, LeftOut> leftOut(String json) {
        Map<String, LeftOut> leftOut = new LinkedHashMap<>();
        tree(json)
                .properties()
                .forEach(entry -> leftOut.put(
                        entry.getKey(),
                        new LeftOut(
                                entry.getValue().path("value").asText(),
                                entry.getValue().path("reason").asText(),
                                entry.getValue().path("keyTaken").asBoolean())));
        return leftOut;
    }

    static String consents(Map<ConsentKey, LinkConsent> consents) {
        ArrayNode array = JSON.createArrayNode();
        consents.forEach((key, consent) -> {
            ObjectNode object = array.addObject()
                    .put("subscription", key.subscription())
                    .put("channel", key.channel().name())
                    .put("granted", consent.granted());
            consent.optedOutAt().ifPresent(moment -> object.put("optedOutAt", moment.toEpochMilli()));
            consent.labelAbsentAt().ifPresent(moment -> object.put("labelAbsentAt", moment.toEpochMilli()));
            consent.withdrawnAt().ifPresent(moment -> object.put("withdrawnAt", moment.toEpochMilli()));
        });
        return text(array);
    }

    static Map<ConsentKey, LinkConsent> consents(String json) {
        Map<ConsentKey, LinkConsent> consents = new LinkedHashMap<>();
        for (JsonNode node : tree(json)) {
            consents.put(
                    new ConsentKey(
                            node.path("subscription").asText(),
                            Channel.valueOf(node.path("channel").asText())),
                    new LinkConsent(
                            node.path("granted").asBoolean(),
                            moment(node.path("optedOutAt")),
                            moment(node.path("labelAbsentAt")),
                            moment(node.path("withdrawnAt"))));
        }
        return consents;
    }

    private static Optional<Instant> moment(JsonNode node) {
        return node.isNumber() ? Optional.of(Instant.ofEpochMilli(node.asLong())) : Optional.empty();
    }

    private static String text(JsonNode tree) {
        try {
            return JSON.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree in memory could not be written as JSON.", e);
        }
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            // The parser's message quotes the text, which is personal data: it must not get into a log.
            throw new StoreException(
                    Kind.DAMAGED, "A link in the database cannot be read. Restore the database from a backup.", null);
        }
    }
}
