package dev.kith.apsisone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.ProfileWrite;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Attribute values as APSIS One takes them, in bodies that keep under its size limit (A21). */
final class AttributeBody {
    /** 5 kB under the limit of 100 kB. */
    private static final int MAX_BYTES = 95_000;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private AttributeBody() {}

    /** The bodies to send one after the other; none when there is nothing to write. */
    static List<ObjectNode> parts(ProfileWrite write, Progress progress) {
        ObjectNode all = JSON.objectNode();
        new TreeMap<>(write.set()).forEach((id, value) -> all.set(id, node(value)));
        for (String id : new TreeSet<>(write.clear())) {
            if (Ids.KEYS.contains(id)) {
                progress.leftOut(
                        id, "APSIS One does not let a key of the profile be emptied. Change its value instead.");
            } else {
                all.putNull(id);
            }
        }
        return split(all);
    }

    private static List<ObjectNode> split(ObjectNode all) {
        List<ObjectNode> parts = new ArrayList<>();
        ObjectNode part = JSON.objectNode();
        int bytes = 2;
        for (Map.Entry<String, JsonNode> member : all.properties()) {
            int size = Json.write(member.getKey()).length + Json.write(member.getValue()).length + 2;
            if (bytes + size > MAX_BYTES && !part.isEmpty()) {
                parts.add(part);
                part = JSON.objectNode();
                bytes = 2;
            }
            part.set(member.getKey(), member.getValue());
            bytes += size;
        }
        if (!part.isEmpty()) {
            parts.add(part);
        }
        return parts;
    }

    static JsonNode node(Object value) {
        if (value instanceof String text) {
            return JSON.textNode(text);
        }
        if (value instanceof Long number) {
            return JSON.numberNode(number.longValue());
        }
        if (value instanceof BigDecimal decimal) {
            return JSON.numberNode(decimal);
        }
        if (value instanceof Boolean flag) {
            return JSON.booleanNode(flag);
        }
        if (value instanceof LocalDate date) {
            return JSON.textNode(date.toString());
        }
        if (value instanceof Instant time) {
            return JSON.numberNode(time.getEpochSecond());
        }
        throw new ConnectorException(Kind.BUG, "No attribute takes a value of " + value.getClass() + ".");
    }
}
