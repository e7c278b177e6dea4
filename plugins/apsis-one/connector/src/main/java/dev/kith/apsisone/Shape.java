package dev.kith.apsisone;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.spi.Channel;
import dev.kith.spi.ConsentChange;
import dev.kith.spi.ProfileWrite;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The columns of an import: which attributes and consents its rows can have, and whether an empty cell empties the
 * attribute. As text it is the same for the same columns.
 *
 * @param attributes version ids by attribute id
 */
record Shape(boolean clears, SortedMap<String, String> attributes, SortedSet<Consent> consents) {
    static final String KEY_COLUMN = "profile_key";

    /** A consent that rows can have; opt-ins and opt-outs are columns of their own. */
    record Consent(String topic, Channel channel, ConsentChange.Type type) implements Comparable<Consent> {

        static Consent of(ConsentChange change) {
            return new Consent(change.subscription(), change.channel(), change.type());
        }

        @Override
        public int compareTo(Consent other) {
            return name().compareTo(other.name());
        }

        private String name() {
            return topic + " " + channel + " " + type;
        }
    }

    /** What these rows need. */
    static Shape of(List<ProfileWrite> rows, Map<String, Definition> definitions, boolean clears) {
        SortedMap<String, String> attributes = new TreeMap<>();
        SortedSet<Consent> consents = new TreeSet<>();
        for (ProfileWrite row : rows) {
            row.set().keySet().forEach(id -> attributes.put(id, version(definitions, id)));
            row.clear().forEach(id -> attributes.put(id, version(definitions, id)));
            row.consents().forEach(change -> consents.add(Consent.of(change)));
        }
        return new Shape(clears, attributes, consents);
    }

    private static String version(Map<String, Definition> definitions, String id) {
        Definition definition = definitions.get(id);
        return definition == null ? "" : definition.version();
    }

    /** The attribute that holds the address of a channel. */
    static String address(Channel channel) {
        return switch (channel) {
            case EMAIL -> Ids.EMAIL;
            case SMS -> Ids.MOBILE;
        };
    }

    String text() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("clears", clears);
        json.put("attributes", attributes);
        json.put(
                "consents",
                consents.stream()
                        .map(c ->
                                List.of(c.topic(), c.channel().name(), c.type().name()))
                        .toList());
        return new String(Json.write(json), StandardCharsets.UTF_8);
    }

    /** Reads what {@link #text} wrote. */
    static Shape read(String text) {
        JsonNode json = Json.read(text.getBytes(StandardCharsets.UTF_8));
        SortedMap<String, String> attributes = new TreeMap<>();
        json.path("attributes")
                .properties()
                .forEach(e -> attributes.put(e.getKey(), e.getValue().asText()));
        SortedSet<Consent> consents = new TreeSet<>();
        json.path("consents")
                .forEach(c -> consents.add(new Consent(
                        c.path(0).asText(),
                        Channel.valueOf(c.path(1).asText()),
                        ConsentChange.Type.valueOf(c.path(2).asText()))));
        return new Shape(json.path("clears").asBoolean(), attributes, consents);
    }

    /** The names of the columns, in the order of the cells: key, attributes, consents. */
    List<String> columns() {
        List<String> names = new ArrayList<>(List.of(KEY_COLUMN));
        attributes.keySet().forEach(id -> names.add(column(id)));
        consents.forEach(consent -> names.add(column(consent)));
        return names;
    }

    String column(String attribute) {
        return "a" + attributes.getOrDefault(attribute, "");
    }

    String column(Consent consent) {
        return "c" + consents.headSet(consent).size();
    }
}
