package dev.kith.apsisone.sim;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an import's columns mean (section 13.1), checked against the definitions. */
record ImportMapping(
        Keyspace keyspace,
        Section section,
        String keyColumn,
        boolean updatesExisting,
        boolean clears,
        List<AttributeColumn> attributes,
        List<ConsentColumn> consents) {

    record AttributeColumn(String column, AttributeDefinition attribute) {}

    record ConsentColumn(
            String column, String addressColumn, Topic topic, String channel, String type, boolean resubscribes) {}

    static ImportMapping read(JsonNode json, Definitions definitions, Section section) {
        JsonNode key = json.path("keyspace_mapping");
        if (!key.isObject() || json.has("keyspace_mappings")) {
            throw Problem.badRequest("keyspace_mapping must be one object");
        }
        Keyspace keyspace =
                definitions.requireKeyspace(key.path("keyspace_discriminator").asText());
        if (!keyspace.manageSubscriptions()) {
            throw Problem.forbidden("Subscriptions can't be managed through this keyspace");
        }
        JsonNode options = json.path("options");
        return new ImportMapping(
                keyspace,
                section,
                text(key, "field_selector"),
                flag(options, "update_existing_profiles"),
                flag(options, "clear_existing_attributes"),
                attributes(json.path("attribute_mappings"), definitions, keyspace, section),
                consents(json.path("consent_mappings"), definitions, section));
    }

    private static List<AttributeColumn> attributes(
            JsonNode mappings, Definitions definitions, Keyspace keyspace, Section section) {
        List<AttributeColumn> all = new ArrayList<>();
        for (JsonNode mapping : mappings) {
            String version = text(mapping, "attribute_version_id");
            Optional<AttributeDefinition> found = definitions.attributes(section).stream()
                    .filter(d -> d.versionId().equals(version))
                    .findFirst();
            AttributeDefinition attribute =
                    found.orElseThrow(() -> Problem.badRequest("Attribute version not found: " + version));
            if (!DefinitionRoutes.isWritable(attribute, keyspace)) {
                throw Problem.forbidden(
                        "Attribute is not writable through this keyspace: " + attribute.discriminator());
            }
            all.add(new AttributeColumn(text(mapping, "field_selector"), attribute));
        }
        return all;
    }

    private static List<ConsentColumn> consents(JsonNode mappings, Definitions definitions, Section section) {
        List<ConsentColumn> all = new ArrayList<>();
        for (JsonNode mapping : mappings) {
            String address = text(mapping, "address_field_selector");
            mapping.path("consents").forEach(c -> all.add(consent(c, address, definitions, section)));
        }
        return all;
    }

    private static ConsentColumn consent(JsonNode json, String address, Definitions definitions, Section section) {
        Topic topic = definitions
                .topic(section, text(json, "topic_discriminator"))
                .orElseThrow(() -> Problem.notFound("Topic not found"));
        String channel = text(json, "channel_discriminator");
        String type = text(json, "type");
        if (!topic.serves(channel) || !List.of(Consent.OPT_IN, Consent.OPT_OUT).contains(type)) {
            throw Problem.badRequest("Consent can't have this channel or type");
        }
        return new ConsentColumn(
                text(json, "field_selector"),
                address,
                topic,
                channel.intern(),
                type.intern(),
                flag(json, "resubscribe_if_opted_out"));
    }

    private static boolean flag(JsonNode json, String member) {
        if (!json.path(member).isBoolean()) {
            throw Problem.badRequest(member + " must be true or false");
        }
        return json.path(member).booleanValue();
    }

    private static String text(JsonNode json, String member) {
        String text = json.path(member).asText();
        if (text.isBlank()) {
            throw Problem.badRequest(member + " is missing");
        }
        return text;
    }
}
