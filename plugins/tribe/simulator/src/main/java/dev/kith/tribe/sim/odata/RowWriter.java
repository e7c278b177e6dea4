package dev.kith.tribe.sim.odata;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.kith.tribe.sim.model.Edm;
import dev.kith.tribe.sim.model.EntityType;
import dev.kith.tribe.sim.model.Navigation;
import dev.kith.tribe.sim.model.Property;
import dev.kith.tribe.sim.model.Row;
import dev.kith.tribe.sim.model.Switches;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes rows as JSON in the form of the recorded answers. Made for one answer. */
final class RowWriter {
    private final JsonGenerator json;
    private final Switches switches;
    private final IdentityHashMap<Query, Map<EntityType, List<Property>>> chosen = new IdentityHashMap<>();

    RowWriter(JsonGenerator json, Switches switches) {
        this.switches = requireNonNull(switches, "switches");
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
        if (switches.is("T14", "present")) {
            json.writeStringField("@odata.type", "#OData." + row.type().name());
        }
        if (!query.select().isEmpty() && !query.select().contains("ID") && switches.is("T15", "present")) {
            json.writeStringField("@odata.id", row.type().name() + "(" + row.id() + ")");
        }
        for (Property property : properties(row.type(), query)) {
            json.writeFieldName(property.name());
            Edm.write(json, value(row, property));
        }
        for (Query.Expand expand : query.expand()) {
            Optional<Navigation> navigation =
                    row.type().navigation(expand.navigation().name());
            if (navigation.isPresent()) {
                expanded(row, navigation.get(), expand.query());
            }
        }
    }

    /** T10, T12, T44. */
    private @Nullable Object value(Row row, Property property) {
        Object value = row.get(property);
        String name = property.name();
        if (name.equals("Name") && value instanceof String text && switches.is("T12", "clean")) {
            return text.strip();
        }
        if (value == null && name.equals("LastMutationDate") && switches.is("T10", "equal")) {
            return row.get("CreationDate");
        }
        boolean flag = name.equals("IsFormer") || name.equals("MailingOptOut");
        String unset = switches.get("T44");
        return value == null && flag && !unset.equals("null") ? Boolean.valueOf(unset) : value;
    }

    private List<Property> properties(EntityType type, Query query) {
        return chosen.computeIfAbsent(query, q -> new HashMap<>()).computeIfAbsent(type, t -> choose(t, query));
    }

    private List<Property> choose(EntityType type, Query query) {
        List<Property> result = new ArrayList<>();
        for (Property property : type.properties()) {
            boolean named = query.select().contains(property.name());
            boolean byDefault = query.select().isEmpty() && (!property.onRequest() || always(property));
            if (named || byDefault || property.name().equals("ID")) {
                result.add(property);
            }
        }
        return result;
    }

    /** T11, T39. */
    private boolean always(Property property) {
        return (switches.is("T11", "present") && property.name().equals("_Name"))
                || (switches.is("T39", "always") && property.name().equals("ImportId"));
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
