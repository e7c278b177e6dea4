package dev.kith.apsisone;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.spi.Attribute;
import dev.kith.spi.Subscription;
import dev.kith.spi.Tag;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads what the account and its section define. */
final class DefinitionCalls {
    private final Api api;

    DefinitionCalls(Api api) {
        this.api = api;
    }

    /** A keyspace; {@code managed} when consents may be written through it. */
    record Keyspace(String id, boolean managed) {}

    void requireToken() {
        api.requireToken();
    }

    List<Keyspace> keyspaces() {
        return items("Reading keyspaces", "/audience/keyspaces")
                .map(k -> new Keyspace(id(k), k.path("manage_subscriptions").asBoolean(true)))
                .toList();
    }

    List<String> sections() {
        return items("Reading sections", "/audience/sections")
                .map(DefinitionCalls::id)
                .toList();
    }

    List<Attribute> attributes() {
        return definitions().stream().map(Definition::attribute).toList();
    }

    List<Definition> definitions() {
        String path = api.account().sectionPath() + "/attributes?include_keyspace_permissions=true";
        return items("Reading attributes", path)
                .map(node -> AttributeJson.read(node, api.account().keyspace()))
                .flatMap(Optional::stream)
                .toList();
    }

    List<Subscription> subscriptions() {
        return items("Reading topics", "/v2" + api.account().sectionPath() + "/topics")
                .map(t -> new Subscription(id(t), name(t), Channels.of(t.path("channel_discriminator"))))
                .filter(s -> !s.channels().isEmpty())
                .toList();
    }

    List<Tag> tags() {
        return items("Reading tags", api.account().sectionPath() + "/tags")
                .map(t -> new Tag(id(t), name(t)))
                .toList();
    }

    /** The current version ids of tags by their ids; a tag without one is left out. */
    Map<String, String> tagVersions() {
        Map<String, String> versions = new HashMap<>();
        items("Reading tags", api.account().sectionPath() + "/tags")
                .forEach(tag -> AttributeJson.currentVersion(tag.path("versions"))
                        .ifPresent(v -> versions.put(id(tag), v.path("id").asText(id(tag)))));
        return versions;
    }

    private Stream<JsonNode> items(String what, String path) {
        Call call = Call.get(what, path);
        JsonNode items = api.items(call, api.call(call));
        return StreamSupport.stream(items.spliterator(), false).filter(i -> !id(i).isEmpty());
    }

    static String id(JsonNode item) {
        return item.path("discriminator").asText("");
    }

    static String name(JsonNode item) {
        return item.path("name").asText(id(item));
    }
}
