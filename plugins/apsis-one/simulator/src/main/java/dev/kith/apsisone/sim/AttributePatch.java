package dev.kith.apsisone.sim;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.kith.testkit.sim.SimJson;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The change a v2 attribute patch asks for, checked against the definitions. */
final class AttributePatch {
    private static final ObjectReader EXACT =
            SimJson.MAPPER.reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final Places places;
    private final Keyspace keyspace;
    private final Section section;
    private final Map<String, Object> set = new HashMap<>();
    private final Set<String> clear = new HashSet<>();

    AttributePatch(Places places, Keyspace keyspace, Section section) {
        this.places = places;
        this.keyspace = keyspace;
        this.section = section;
    }

    AttributePatch read(byte[] body) throws IOException {
        JsonNode json = EXACT.readTree(body);
        if (!json.isObject()) {
            throw Problem.badRequest("Body must be an object");
        }
        for (Map.Entry<String, JsonNode> member : json.properties()) {
            take(member.getKey(), member.getValue());
        }
        return this;
    }

    /** The same for values that were read already. */
    AttributePatch with(Map<String, Object> values, Set<String> cleared) {
        set.putAll(values);
        clear.addAll(cleared);
        return this;
    }

    private void take(String discriminator, JsonNode value) {
        Optional<AttributeDefinition> found = places.definitions().attribute(section, discriminator);
        if (found.isEmpty() && places.switches().is(Switch.A7, "ignored")) {
            return;
        }
        AttributeDefinition definition =
                found.orElseThrow(() -> Problem.badRequest("Attribute not found: " + discriminator));
        if (!DefinitionRoutes.isWritable(definition, keyspace)) {
            throw Problem.forbidden("Attribute is not writable through this keyspace: " + discriminator);
        }
        if (value.isNull()) {
            clear(definition);
            return;
        }
        Object read = definition
                .type()
                .read(value)
                .or(() -> coerced(definition.type(), value))
                .orElseThrow(() -> Problem.badRequest("Attribute " + discriminator + " must be a "
                        + definition.type().wireName() + " value within its limits"));
        if (read instanceof String text && text.isBlank() && isKey(definition)) {
            throw Problem.badRequest("Attribute is a profile key and can't be blank: " + discriminator);
        }
        set.put(definition.discriminator(), read);
    }

    /** A8: a number written as text, or the other way round. */
    private Optional<Object> coerced(AttributeType type, JsonNode value) {
        if (places.switches().is(Switch.A8, "400")) {
            return Optional.empty();
        }
        return switch (type) {
            case TEXT -> type.read(JsonNodeFactory.instance.textNode(value.asText()));
            case INTEGER, TIMESTAMP -> type.read(JsonNodeFactory.instance.numberNode(value.asLong()));
            case DECIMAL -> type.read(JsonNodeFactory.instance.numberNode(new BigDecimal(value.asText())));
            case BOOLEAN -> type.read(JsonNodeFactory.instance.booleanNode(value.asBoolean()));
            case DATE -> Optional.empty();
        };
    }

    private void clear(AttributeDefinition definition) {
        if (isKey(definition)) {
            throw Problem.badRequest("Attribute is a profile key and can't be cleared: " + definition.discriminator());
        }
        clear.add(definition.discriminator());
    }

    private static boolean isKey(AttributeDefinition definition) {
        return Definitions.keyspaceOf(definition.discriminator()).isPresent();
    }

    /** The profile after the patch; its keys move along with the attributes that mirror them. */
    Profile apply(Profile before) {
        Set<Key> keys = new HashSet<>(before.keys());
        SectionData data = before.section(section);
        set.forEach((attribute, value) -> Definitions.keyspaceOf(attribute).ifPresent(space -> {
            Object old = data.attributes().get(attribute);
            if (old != null && !heldElsewhere(before, attribute, old)) {
                keys.remove(places.key(space, old.toString()));
            }
            keys.add(places.key(space, value.toString()));
        }));
        return before.withKeys(keys).with(section, data.with(set, clear));
    }

    private boolean heldElsewhere(Profile profile, String attribute, Object value) {
        return profile.sections().entrySet().stream()
                .filter(e -> !e.getKey().equals(section.discriminator()))
                .anyMatch(e -> value.equals(e.getValue().attributes().get(attribute)));
    }
}
