package dev.kith.apsisone.sim;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.kith.testkit.sim.SimJson;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The change a v2 attribute patch asks for, checked against the definitions. */
final class AttributePatch {
    private static final ObjectReader EXACT =
            SimJson.MAPPER.reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final Definitions definitions;
    private final Keyspace keyspace;
    private final Section section;
    private final Map<String, Object> set = new HashMap<>();
    private final Set<String> clear = new HashSet<>();

    AttributePatch(Definitions definitions, Keyspace keyspace, Section section) {
        this.definitions = definitions;
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

    private void take(String discriminator, JsonNode value) {
        AttributeDefinition definition = definitions
                .attribute(section, discriminator)
                .orElseThrow(() -> Problem.badRequest("Attribute not found: " + discriminator));
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
                .orElseThrow(() -> Problem.badRequest("Attribute " + discriminator + " must be a "
                        + definition.type().wireName() + " value within its limits"));
        if (read instanceof String text && text.isBlank() && isKey(definition)) {
            throw Problem.badRequest("Attribute is a profile key and can't be blank: " + discriminator);
        }
        set.put(definition.discriminator(), read);
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
                keys.remove(Key.of(space, old.toString()));
            }
            keys.add(Key.of(space, value.toString()));
        }));
        return before.withKeys(keys).with(section, data.with(set, clear));
    }

    private boolean heldElsewhere(Profile profile, String attribute, Object value) {
        return profile.sections().entrySet().stream()
                .filter(e -> !e.getKey().equals(section.discriminator()))
                .anyMatch(e -> value.equals(e.getValue().attributes().get(attribute)));
    }
}
