package dev.kith.apsisone.sim;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Writes exports as CSV (section 14). Each file begins with the export key. */
final class Reports {
    private static final String EXPORT_KEY = "export_key";

    private final Definitions definitions;
    private final Profiles profiles;

    Reports(Definitions definitions, Profiles profiles) {
        this.definitions = definitions;
        this.profiles = profiles;
    }

    /** The profiles, a row each, with the attributes asked for. */
    byte[] profiles(JsonNode json) {
        Section section = section(json);
        Map<String, Function<SectionData, String>> columns = attributes(json, section);
        StringBuilder out = head(new ArrayList<>(columns.keySet()));
        for (Profile profile : profiles.sortedAsSeen()) {
            SectionData data = profile.section(section);
            List<String> cells = new ArrayList<>(List.of(exportKey(profile)));
            columns.values().forEach(column -> cells.add(column.apply(data)));
            Csv.write(out, cells);
        }
        return bytes(out);
    }

    /** The consents, a row for each profile and topic that has any, with a column for each channel asked for. */
    byte[] consents(JsonNode json) {
        Section section = section(json);
        List<String> topics = new ArrayList<>();
        json.path("topic_discriminators")
                .forEach(t -> topics.add(definitions
                        .topic(section, t.asText())
                        .orElseThrow(() -> Problem.notFound("Topic not found"))
                        .discriminator()));
        Map<String, Function<SectionData, String>> columns = attributes(json, section);
        Map<String, String> channels = new LinkedHashMap<>();
        json.path("channels")
                .forEach(c -> channels.put(
                        c.path("field_name").asText(),
                        c.path("channel_discriminator").asText()));
        List<String> names = new ArrayList<>(columns.keySet());
        names.add("topic_discriminator");
        names.addAll(channels.keySet());
        StringBuilder out = head(names);
        for (Profile profile : profiles.sortedAsSeen()) {
            SectionData data = profile.section(section);
            for (String topic : topics) {
                List<String> types = channels.values().stream()
                        .map(channel -> type(data, topic, channel))
                        .toList();
                if (types.stream().allMatch(String::isEmpty)) {
                    continue;
                }
                List<String> cells = new ArrayList<>(List.of(exportKey(profile)));
                columns.values().forEach(column -> cells.add(column.apply(data)));
                cells.add(topic);
                cells.addAll(types);
                Csv.write(out, cells);
            }
        }
        return bytes(out);
    }

    private Section section(JsonNode json) {
        return definitions.requireSection(json.path("section_discriminator").asText(Section.DEFAULT));
    }

    private Map<String, Function<SectionData, String>> attributes(JsonNode json, Section section) {
        Map<String, String> byVersion = new HashMap<>();
        definitions.attributes(section).forEach(d -> byVersion.put(d.versionId(), d.discriminator()));
        Map<String, Function<SectionData, String>> columns = new LinkedHashMap<>();
        for (JsonNode attribute : json.path("attributes")) {
            String id = Optional.ofNullable(
                            byVersion.get(attribute.path("attribute_version_id").asText()))
                    .orElseThrow(() -> Problem.badRequest("Attribute version not found"));
            columns.put(
                    attribute.path("field_name").asText(),
                    data -> String.valueOf(data.attributes().getOrDefault(id, "")));
        }
        return columns;
    }

    private static String type(SectionData data, String topic, String channel) {
        return data.consents().stream()
                .filter(c -> c.topic().equals(topic) && c.channel().equals(channel))
                .map(Consent::type)
                .findFirst()
                .orElse("");
    }

    private static StringBuilder head(List<String> columns) {
        StringBuilder out = new StringBuilder(1024);
        List<String> names = new ArrayList<>(List.of(EXPORT_KEY));
        names.addAll(columns);
        Csv.write(out, names);
        return out;
    }

    private static String exportKey(Profile profile) {
        return "x" + Integer.toHexString(profile.sortKey().hashCode());
    }

    private static byte[] bytes(StringBuilder out) {
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }
}
