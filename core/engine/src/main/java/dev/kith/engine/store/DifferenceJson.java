package dev.kith.engine.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kith.engine.store.StoreException.Kind;
import dev.kith.spi.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The JSON in a difference's text column; what is empty is left out. */
final class DifferenceJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private DifferenceJson() {}

    static String text(List<Change> changes) {
        ArrayNode array = JSON.createArrayNode();
        changes.forEach(change -> write(array.addObject(), change));
        return array.toString();
    }

    private static void write(ObjectNode object, Change change) {
        object.put("kind", change.kind().word());
        put(object, "name", change.name());
        change.channel().ifPresent(channel -> object.put("channel", channel.name()));
        change.before().ifPresent(value -> object.put("before", value));
        change.after().ifPresent(value -> object.put("after", value));
        put(object, "rule", change.rule());
        put(object, "reason", change.reason());
    }

    private static void put(ObjectNode object, String name, String text) {
        if (!text.isEmpty()) {
            object.put(name, text);
        }
    }

    static List<Change> changes(String json) {
        try {
            List<Change> changes = new ArrayList<>();
            JSON.readTree(json).forEach(node -> changes.add(read(node)));
            return changes;
        } catch (JsonProcessingException e) {
            // The parser's message quotes the text, which is personal data: it must not get into a log.
            throw new StoreException(
                    Kind.DAMAGED,
                    "A difference in the database cannot be read. Start the dry run or backtest again.",
                    null);
        }
    }

    private static Change read(JsonNode node) {
        return new Change(
                ChangeKind.of(node.path("kind").asText()).orElseThrow(),
                node.path("name").asText(),
                optional(node, "channel").map(Channel::valueOf),
                optional(node, "before"),
                optional(node, "after"),
                node.path("rule").asText(),
                node.path("reason").asText());
    }

    private static Optional<String> optional(JsonNode node, String name) {
        return Optional.ofNullable(node.get(name)).map(JsonNode::asText);
    }
}
