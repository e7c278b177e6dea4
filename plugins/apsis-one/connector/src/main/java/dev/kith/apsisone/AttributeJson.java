package dev.kith.apsisone;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.spi.Attribute;
import java.util.Locale;
import java.util.Optional;

/** Reads the definition of an attribute; leniently, since only some of its members are documented. */
final class AttributeJson {
    private static final int MAX_TEXT = 1000;

    private AttributeJson() {}

    /** Empty when the attribute has no current version or a type that can't be written. */
    static Optional<Definition> read(JsonNode node, String keyspace) {
        String id = DefinitionCalls.id(node);
        Optional<JsonNode> version = currentVersion(node.path("versions"));
        if (version.isEmpty()) {
            return Optional.empty();
        }
        String typeName = version.get().path("type").asText(node.path("type").asText(""));
        return type(id, typeName)
                .map(type -> new Attribute(
                        id,
                        DefinitionCalls.name(node),
                        type,
                        purpose(id),
                        type == Attribute.Type.TEXT ? MAX_TEXT : Integer.MAX_VALUE,
                        isWritable(node.path("keyspace_permissions"), keyspace)))
                .map(attribute ->
                        new Definition(attribute, version.get().path("id").asText("")));
    }

    static Optional<JsonNode> currentVersion(JsonNode versions) {
        for (JsonNode version : versions) {
            JsonNode deprecated = version.path("deprecated_at");
            if (deprecated.isNull() || deprecated.isMissingNode()) {
                return Optional.of(version);
            }
        }
        return Optional.empty();
    }

    private static Optional<Attribute.Type> type(String id, String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "text", "string" -> Optional.of(Attribute.Type.TEXT);
            case "integer", "int", "long", "number" -> Optional.of(Attribute.Type.INTEGER);
            case "decimal", "float", "double" -> Optional.of(Attribute.Type.DECIMAL);
            case "boolean", "bool" -> Optional.of(Attribute.Type.BOOLEAN);
            case "date" -> Optional.of(Attribute.Type.DATE);
            case "timestamp", "datetime" -> Optional.of(Attribute.Type.TIMESTAMP);
            case "" -> Optional.of(typeOf(id));
            default -> Optional.empty();
        };
    }

    /** The type when the account doesn't tell it: that of the default attribute, else text. */
    private static Attribute.Type typeOf(String id) {
        return switch (id) {
            case Ids.MOBILE -> Attribute.Type.INTEGER;
            case Ids.BIRTH_DATE -> Attribute.Type.DATE;
            default -> Attribute.Type.TEXT;
        };
    }

    private static Attribute.Purpose purpose(String id) {
        return switch (id) {
            case Ids.EMAIL -> Attribute.Purpose.EMAIL;
            case Ids.CRM_ID -> Attribute.Purpose.CONTACT_KEY;
            case Ids.MOBILE -> Attribute.Purpose.MAPPED_KEY;
            default -> Attribute.Purpose.MAPPED;
        };
    }

    /** Writable unless the account says for this keyspace that it is not. */
    private static boolean isWritable(JsonNode permissions, String keyspace) {
        for (JsonNode entry : permissions) {
            if (entry.path("keyspace_discriminator").asText("").equals(keyspace)) {
                JsonNode write = entry.path("write");
                return write.isBoolean() ? write.booleanValue() : contains(entry.path("permissions"), "write");
            }
        }
        return true;
    }

    /** A list that isn't there forbids nothing. */
    private static boolean contains(JsonNode list, String word) {
        if (!list.isArray()) {
            return true;
        }
        for (JsonNode entry : list) {
            if (entry.asText("").equalsIgnoreCase(word)) {
                return true;
            }
        }
        return false;
    }
}
