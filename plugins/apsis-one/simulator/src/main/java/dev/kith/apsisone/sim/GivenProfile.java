package dev.kith.apsisone.sim;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Reads profiles and consents as people give them under {@code /_sim/}: by names as well as by discriminators. */
final class GivenProfile {
    private static final Map<String, String> CHANNELS = Map.of("email", Topic.EMAIL, "sms", Topic.SMS);

    private final Definitions definitions;
    private final Instant now;

    GivenProfile(Definitions definitions, Instant now) {
        this.definitions = definitions;
        this.now = now;
    }

    /** Reads {@code {"keys":{keyspace:[key]},"attributes":{attribute:value},"consents":[..]}}, in the default section. */
    Profile read(JsonNode json) {
        Set<Key> keys = new HashSet<>();
        Map<String, Object> attributes = new HashMap<>();
        json.path("keys").properties().forEach(e -> {
            String keyspace = keyspace(e.getKey());
            for (JsonNode raw : e.getValue()) {
                Key key = Key.of(keyspace, raw.asText());
                keys.add(key);
                attributes.putAll(NewProfile.mirror(key, raw.asText()));
            }
        });
        if (keys.isEmpty()) {
            throw Problem.badRequest("A profile needs a key");
        }
        json.path("attributes").properties().forEach(e -> put(attributes, e.getKey(), e.getValue()));
        List<Consent> consents = StreamSupport.stream(json.path("consents").spliterator(), false)
                .map(c -> consent(c, c.path("type").asText(), "APSIS One"))
                .toList();
        return new Profile(keys, Map.of(Section.DEFAULT, new SectionData(attributes, Set.of(), consents)));
    }

    private void put(Map<String, Object> attributes, String name, JsonNode value) {
        AttributeDefinition definition = definitions
                .attributes()
                .named(name)
                .orElseThrow(() -> Problem.badRequest("Attribute not found: " + name));
        attributes.put(
                definition.discriminator(),
                definition.type().read(value).orElseThrow(() -> Problem.badRequest("Wrong type of value: " + name)));
    }

    private String keyspace(String name) {
        return definitions
                .keyspaces()
                .find(name)
                .or(() -> definitions.keyspaces().find("com.apsis1.keyspaces." + name))
                .orElseThrow(() -> Problem.badRequest("Keyspace not found: " + name))
                .discriminator();
    }

    /** Reads {@code {"topic","channel"}}, with {@code source}, {@code reason} and {@code modified_at} if wanted. */
    Consent consent(JsonNode json, String type, String source) {
        String topicName =
                json.path("topic").asText(json.path("topic_discriminator").asText());
        String channelName =
                json.path("channel").asText(json.path("channel_discriminator").asText());
        Topic topic = definitions
                .topics()
                .named(topicName)
                .orElseThrow(() -> Problem.badRequest("Topic not found: " + topicName));
        String channel = CHANNELS.getOrDefault(channelName, channelName);
        if (!topic.serves(channel)) {
            throw Problem.badRequest("Channel is not one of the topic: " + channelName);
        }
        if (!Set.of(Consent.OPT_IN, Consent.OPT_OUT, Consent.CONFIRMED).contains(type)) {
            throw Problem.badRequest("Unknown type of consent: " + type);
        }
        return new Consent(
                topic.discriminator(),
                channel.intern(),
                type.intern(),
                json.path("source").asText(source).intern(),
                json.path("reason").asText("Given by the person").intern(),
                json.has("modified_at") ? Instant.parse(json.path("modified_at").asText()) : now);
    }
}
