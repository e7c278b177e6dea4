package dev.kith.apsisone.sim;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Profiles as JSON, for dumps and for the saved state: the same profile always gives the same text. */
final class ProfileJson {
    private ProfileJson() {}

    static void write(JsonGenerator out, Profile profile) throws IOException {
        out.writeStartObject();
        out.writeObjectFieldStart("keys");
        for (Map.Entry<String, List<String>> e : keys(profile).entrySet()) {
            writeTexts(out, e.getKey(), e.getValue());
        }
        out.writeEndObject();
        out.writeObjectFieldStart("sections");
        for (Map.Entry<String, SectionData> e : new TreeMap<>(profile.sections()).entrySet()) {
            writeSection(out, e.getKey(), e.getValue());
        }
        out.writeEndObject();
        out.writeEndObject();
    }

    private static Map<String, List<String>> keys(Profile profile) {
        Map<String, List<String>> byKeyspace = new TreeMap<>();
        for (Key key : profile.keys().stream().sorted().toList()) {
            byKeyspace.merge(key.keyspace(), List.of(key.value()), ProfileJson::concat);
        }
        return byKeyspace;
    }

    private static List<String> concat(List<String> a, List<String> b) {
        return Stream.concat(a.stream(), b.stream()).toList();
    }

    private static void writeSection(JsonGenerator out, String name, SectionData data) throws IOException {
        out.writeObjectFieldStart(name);
        out.writeObjectFieldStart("attributes");
        for (Map.Entry<String, Object> e : new TreeMap<>(data.attributes()).entrySet()) {
            out.writeFieldName(e.getKey());
            writeValue(out, e.getValue());
        }
        out.writeEndObject();
        writeTexts(out, "tags", data.tags().stream().sorted().toList());
        out.writeArrayFieldStart("consents");
        for (Consent consent : sorted(data.consents())) {
            out.writeObject(consent(consent));
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static List<Consent> sorted(List<Consent> consents) {
        return consents.stream()
                .sorted((a, b) -> (a.topic() + " " + a.channel()).compareTo(b.topic() + " " + b.channel()))
                .toList();
    }

    private static void writeValue(JsonGenerator out, Object value) throws IOException {
        if (value instanceof Long number) {
            out.writeNumber(number);
        } else if (value instanceof BigDecimal decimal) {
            out.writeNumber(decimal.toPlainString());
        } else if (value instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else {
            out.writeString(value.toString());
        }
    }

    private static void writeTexts(JsonGenerator out, String name, Collection<String> texts) throws IOException {
        out.writeArrayFieldStart(name);
        for (String text : texts) {
            out.writeString(text);
        }
        out.writeEndArray();
    }

    /** A consent as the API and the dumps show it. */
    static Map<String, String> consent(Consent consent) {
        Map<String, String> json = new LinkedHashMap<>();
        json.put("topic_discriminator", consent.topic());
        json.put("channel_discriminator", consent.channel());
        json.put("type", consent.type());
        json.put("source", consent.source());
        json.put("reason", consent.reason());
        json.put("modified_at", consent.modifiedAt().toString());
        return json;
    }

    /** Reads what {@link #write} wrote. */
    static Profile read(JsonNode json) {
        Set<Key> keys = new HashSet<>();
        json.path("keys")
                .properties()
                .forEach(e ->
                        e.getValue().forEach(k -> keys.add(Key.of(e.getKey().intern(), k.asText()))));
        Map<String, SectionData> sections = new HashMap<>();
        json.path("sections").properties().forEach(e -> sections.put(e.getKey().intern(), section(e.getValue())));
        return new Profile(keys, sections);
    }

    private static SectionData section(JsonNode json) {
        Map<String, Object> attributes = new HashMap<>();
        json.path("attributes")
                .properties()
                .forEach(e -> attributes.put(e.getKey().intern(), value(e.getValue())));
        Set<String> tags = new HashSet<>();
        json.path("tags").forEach(t -> tags.add(t.asText().intern()));
        List<Consent> consents = StreamSupport.stream(json.path("consents").spliterator(), false)
                .map(ProfileJson::readConsent)
                .toList();
        return new SectionData(attributes, tags, consents);
    }

    private static Consent readConsent(JsonNode json) {
        return new Consent(
                json.path("topic_discriminator").asText().intern(),
                json.path("channel_discriminator").asText().intern(),
                json.path("type").asText().intern(),
                json.path("source").asText().intern(),
                json.path("reason").asText().intern(),
                Instant.parse(json.path("modified_at").asText()));
    }

    private static Object value(JsonNode json) {
        if (json.isIntegralNumber()) {
            return json.longValue();
        }
        if (json.isNumber()) {
            return json.decimalValue();
        }
        return json.isBoolean() ? (Object) json.booleanValue() : json.asText();
    }
}
