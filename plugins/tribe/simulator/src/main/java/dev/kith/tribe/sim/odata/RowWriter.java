package dev.kith.tribe.sim.odata;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.kith.tribe.sim.model.Edm;
import dev.kith.tribe.sim.model.EntityType;
import dev.kith.tribe.sim.model.Navigation;
import dev.kith.tribe.sim.model.Property;
import dev.kith.tribe.sim.model.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes rows as JSON in the form of the recorded answers. Made for one answer. */
final class RowWriter {
    private final JsonGenerator json;
    private final IdentityHashMap<Query, Map<EntityType, List<Property>>> chosen = new IdentityHashMap<>();

    RowWriter(JsonGenerator json) {
        this.json = requireNonNull(json, "json");
    }

    void rows(List<Row> rows, Query query) throws IOException {
        json.writeStartArray();
        for (Row row : rows) {
            json.writeStartObject();
            members(row, query);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Writes the members of an object that is open. */
    void members(Row row, Query query) throws IOException {
        if (!query.select().isEmpty() && !query.select().contains("ID")) {
            json.writeStringField("@odata.id", row.type().name() + "(" + row.id() + ")");
        }
        for (Property property : properties(row.type(), query)) {
            json.writeFieldName(property.name());
            Edm.write(json, row.get(property));
        }
        for (Query.Expand expand : query.expand()) {
            Optional<Navigation> navigation =
                    row.type().navigation(expand.navigation().name());
            if (navigation.isPresent()) {
                expanded(row, navigation.get(), expand.query());
            }
        }
    }

    private List<Property> properties(EntityType type, Query query) {
        return chosen.computeIfAbsent(query, q -> new HashMap<>()).computeIfAbsent(type, t -> choose(t, query));
    }

    private static List<Property> choose(EntityType type, Query query) {
        List<Property> result = new ArrayList<>();
        for (Property property : type.properties()) {
            boolean named = query.select().contains(property.name());
            boolean byDefault = query.select().isEmpty() && !property.onRequest();
            if (named || byDefault || property.name().equals("ID")) {
                result.add(property);
            }
        }
        return result;
    }

    private void expanded(Row row, Navigation navigation, Query query) throws IOException {
        if (navigation.many()) {
            many(navigation, row.many(navigation), query);
            return;
        }
        json.writeFieldName(navigation.name());
        Optional<Row> target = row.one(navigation).filter(r -> !r.hidden());
        if (target.isEmpty()) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        members(target.get(), query);
        json.writeEndObject();
    }

    private void many(Navigation navigation, List<Row> targets, Query query) throws IOException {
        List<Row> all = Rows.ordered(
                targets.stream().filter(r -> !r.hidden()).sorted(Row.BY_ID).toList(), query);
        if (query.count()) {
            json.writeNumberField(navigation.name() + "@odata.count", all.size());
        }
        int from = Math.min(query.skip(), all.size());
        Integer top = query.top();
        int to = top == null ? all.size() : (int) Math.min((long) from + top, all.size());
        json.writeFieldName(navigation.name());
        rows(all.subList(from, to), query);
    }
}
