package dev.kith.tribe.sim;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.kith.testkit.sim.SimJson;
import dev.kith.tribe.sim.model.Crm;
import dev.kith.tribe.sim.model.Edm;
import dev.kith.tribe.sim.model.EntityType;
import dev.kith.tribe.sim.model.Navigation;
import dev.kith.tribe.sim.model.Property;
import dev.kith.tribe.sim.model.Row;
import dev.kith.tribe.sim.model.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes all rows, the switches and the webhooks as JSON and reads them back, one row at a time. A row comes after those it links to; of a link that is
 * kept on both sides, the later row writes it.
 */
final class StateFile {
    /** Keeps decimals digit by digit. */
    private static final ObjectReader EXACT = SimJson.MAPPER
            .reader()
            .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);

    private static final List<String> RANKS = List.of("Datastore", "LabelCategory", "Label", "Address");

    private StateFile() {}

    static void save(Crm crm, Hooks hooks, OutputStream out) throws IOException {
        try (JsonGenerator json = SimJson.MAPPER.getFactory().createGenerator(out)) {
            json.writeStartObject();
            json.writeNumberField("seed", crm.seed());
            json.writeArrayFieldStart("rows");
            List<EntityType> types = new ArrayList<>(crm.schema().types());
            types.sort(Comparator.comparingInt(StateFile::rank));
            for (EntityType type : types) {
                write(json, type, crm.rows(type));
                write(json, type, crm.hiddenRows());
            }
            json.writeEndArray();
            json.writeObjectField("switches", crm.switches().changed());
            json.writeObjectField("activities", new TreeSet<>(crm.blocked()));
            json.writeObjectField("webhooks", SavedHook.of(hooks));
            json.writeEndObject();
        }
    }

    private static void write(JsonGenerator json, EntityType type, List<Row> rows) throws IOException {
        for (Row row : rows) {
            if (row.type() == type) {
                write(json, row);
            }
        }
    }

    private static int rank(EntityType type) {
        for (int i = 0; i < RANKS.size(); i++) {
            if (isBelow(type, RANKS.get(i))) {
                return i;
            }
        }
        if (type.name().equals(Schema.ORGANISATION)) {
            return RANKS.size();
        }
        if (type.name().equals(Schema.PERSON)) {
            return RANKS.size() + 1;
        }
        return RANKS.size() + 2;
    }

    private static boolean isBelow(EntityType type, String name) {
        return type.name().equals(name)
                || type.base().map(b -> isBelow(b, name)).orElse(false);
    }

    private static void write(JsonGenerator json, Row row) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", row.type().name());
        json.writeStringField("id", row.id().toString());
        if (row.hidden()) {
            json.writeBooleanField("hidden", true);
        }
        for (Property property : row.type().properties()) {
            Object value = property.computed() == null ? row.get(property) : null;
            if (value != null) {
                json.writeFieldName(property.name());
                Edm.write(json, value);
            }
        }
        for (Navigation navigation : row.type().navigations()) {
            links(json, row, navigation);
        }
        json.writeEndObject();
    }

    private static void links(JsonGenerator json, Row row, Navigation navigation) throws IOException {
        if (navigation.many() && navigation.owned() && !row.many(navigation).isEmpty()) {
            json.writeArrayFieldStart(navigation.name());
            for (Row target : row.many(navigation)) {
                json.writeString(target.id().toString());
            }
            json.writeEndArray();
        }
        if (!navigation.many()) {
            Row target = row.one(navigation).orElse(null);
            if (target != null && rank(target.type()) < rank(row.type())) {
                json.writeStringField(navigation.name(), target.id().toString());
            }
        }
    }

    static void load(Crm crm, Hooks hooks, InputStream in) throws IOException {
        new Loading(crm.schema()).read(crm, hooks, in);
    }

    /** One reading of a file. */
    private static final class Loading {
        private final Schema schema;
        private final List<Row> rows = new ArrayList<>();
        private final Map<UUID, Row> byId = new HashMap<>();
        private final Map<String, JsonNode> rest = new HashMap<>();
        private final Map<String, String> repeated = new HashMap<>();

        Loading(Schema schema) {
            this.schema = schema;
        }

        void read(Crm crm, Hooks hooks, InputStream in) throws IOException {
            long seed = 0;
            try (JsonParser json = SimJson.MAPPER.getFactory().createParser(in)) {
                json.nextToken();
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String name = json.currentName();
                    json.nextToken();
                    switch (name) {
                        case "seed" -> seed = json.getLongValue();
                        case "rows" -> readRows(json);
                        default -> rest.put(name, EXACT.readTree(json));
                    }
                }
                crm.fill(seed, rows);
                settings(crm, hooks);
            } catch (IllegalArgumentException e) {
                throw new IOException("The state file is damaged: " + e.getMessage(), e);
            }
        }

        private void settings(Crm crm, Hooks hooks) throws IOException {
            for (Map.Entry<String, JsonNode> one : rest("switches").properties()) {
                crm.switches().set(one.getKey(), one.getValue().asText());
            }
            rest("activities").forEach(id -> crm.block(UUID.fromString(id.asText())));
            List<Hooks.Hook> saved = new ArrayList<>();
            for (JsonNode one : rest("webhooks")) {
                saved.add(SimJson.MAPPER.treeToValue(one, SavedHook.class).hook(schema));
            }
            hooks.fill(saved);
        }

        private JsonNode rest(String name) {
            return rest.getOrDefault(name, MissingNode.getInstance());
        }

        private void readRows(JsonParser json) throws IOException {
            while (json.nextToken() == JsonToken.START_OBJECT) {
                JsonNode node = EXACT.readTree(json);
                Row row = row(node);
                rows.add(row);
                byId.put(row.id(), row);
            }
        }

        private Row row(JsonNode node) {
            EntityType type = schema.type(node.path("type").asText());
            Row row = new Row(type, UUID.fromString(node.path("id").asText()));
            for (Property property : type.properties()) {
                JsonNode value = node.path(property.name());
                if (property.computed() == null && !value.isMissingNode()) {
                    row.set(property.name(), shared(property.type().fromJson(value)));
                }
            }
            for (Navigation navigation : type.navigations()) {
                JsonNode link = node.path(navigation.name());
                if (link.isArray()) {
                    link.forEach(id -> row.add(navigation.name(), target(id)));
                } else if (link.isTextual()) {
                    row.link(navigation.name(), target(link));
                }
            }
            return node.path("hidden").asBoolean() ? Crm.hidden(row) : row;
        }

        private Row target(JsonNode id) {
            Row row = byId.get(UUID.fromString(id.asText()));
            if (row == null) {
                throw new IllegalArgumentException("a row links to " + id.asText() + ", which isn't there before it");
            }
            return row;
        }

        /** One object for texts that many rows have, such as names and towns. */
        private @Nullable Object shared(@Nullable Object value) {
            if (value instanceof String text && text.length() < 25 && text.indexOf('@') < 0) {
                return repeated.computeIfAbsent(text, t -> t);
            }
            return value;
        }
    }
}
