package dev.kith.tribe.sim.odata;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.tribe.sim.model.Crm;
import dev.kith.tribe.sim.model.EntityType;
import dev.kith.tribe.sim.model.Navigation;
import dev.kith.tribe.sim.model.Property;
import dev.kith.tribe.sim.model.Row;
import dev.kith.tribe.sim.model.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Creates, changes and deletes rows from JSON bodies. A body is checked as a whole before anything is changed; only
 * nested new rows are made at once.
 */
public final class Edits {
    private final Crm crm;

    public Edits(Crm crm) {
        this.crm = requireNonNull(crm, "crm");
    }

    /** Creates a row; base types can't be created, and a person needs a last name, an organisation a name. */
    public Row create(EntityType type, JsonNode body) {
        if (type.isAbstract()) {
            throw Refusals.of(400, "An entity of the base type '" + type.dotted() + "' can't be created.");
        }
        requireText(type, Schema.PERSON, "LastName", body);
        requireText(type, Schema.ORGANISATION, "Name", body);
        Changes changes = read(type, body);
        Row row = crm.create(type);
        apply(row, changes, false);
        return row;
    }

    private static void requireText(EntityType type, String concerned, String property, JsonNode body) {
        if (type.name().equals(concerned) && body.path(property).asText("").isBlank()) {
            throw Refusals.of(400, "The property '" + property + "' is mandatory.");
        }
    }

    /** Changes the named fields only. A change of labels alone doesn't touch the date of change (T24). */
    public void update(Row row, JsonNode body) {
        Changes changes = read(row.type(), body);
        if (!changes.lists.isEmpty() && crm.switches().is("T23", "ref-only")) {
            throw Refusals.of(400, "The navigation can't be written here.");
        }
        if (!changes.lists.isEmpty() && crm.switches().is("T23", "none")) {
            throw Refusals.unsupported("writing a navigation");
        }
        apply(row, changes, crm.switches().is("T23", "append"));
        boolean labelsOnly = changes.values.isEmpty() && changes.links.isEmpty() && !changes.lists.isEmpty();
        if (labelsOnly) {
            crm.labelled(row);
        } else {
            crm.touch(row);
        }
    }

    public void delete(Row row) {
        if (row.type().name().equals(Schema.EMPLOYEE)) {
            throw Refusals.of(403, "Employees can't be deleted.");
        }
        if (crm.isBlocked(row)) {
            int status = Integer.parseInt(crm.switches().get("T36"));
            throw Refusals.of(status, "Activities are linked to this relation.");
        }
        crm.delete(row);
    }

    /** Puts one label on a row or takes it off, by {@code $ref}: only where the switch lets it (T23). */
    public void link(Row row, String labelId, boolean add) {
        if (!crm.switches().is("T23", "ref-only")) {
            throw Refusals.unsupported("$ref");
        }
        Row label = Optional.of(labelId)
                .filter(text -> Literals.GUID.matcher(text).matches())
                .flatMap(text -> crm.find(crm.schema().type("Label"), UUID.fromString(text)))
                .orElseThrow(Refusals::notFound);
        if (add) {
            row.add("Labels", label);
        } else {
            row.remove("Labels", label);
        }
        crm.labelled(row);
    }

    private Changes read(EntityType type, JsonNode body) {
        if (!body.isObject()) {
            throw Refusals.of(400, "The body is not a JSON object.");
        }
        Changes changes = new Changes();
        body.properties().forEach(member -> read(type, member.getKey(), member.getValue(), changes));
        return changes;
    }

    private void read(EntityType type, String name, JsonNode value, Changes changes) {
        Optional<Property> property = type.property(name);
        Optional<Navigation> navigation = type.navigation(name);
        if (property.isPresent()) {
            // Computed fields come back in bodies that were read before; the service works them out anew.
            if (property.get().computed() == null) {
                changes.values.put(name, value(property.get(), value));
            }
        } else if (navigation.isEmpty()) {
            throw Refusals.of(400, "The property '" + name + "' is not defined in type 'OData." + type.name() + "'.");
        } else if (!navigation.get().many()) {
            changes.links.put(name, value.isNull() ? null : target(navigation.get(), value));
        } else if (navigation.get().owned() && value.isArray()) {
            List<Row> targets = new ArrayList<>();
            value.forEach(item -> targets.add(target(navigation.get(), item)));
            changes.lists.put(name, targets);
        } else {
            throw Refusals.of(400, "The navigation '" + name + "' can't be written here.");
        }
    }

    private static @Nullable Object value(Property property, JsonNode value) {
        try {
            return property.type().fromJson(value);
        } catch (IllegalArgumentException e) {
            throw Refusals.of(400, "Invalid value for property '" + property.name() + "'.");
        }
    }

    /** The row that a link object names, or a new one made from it. */
    private Row target(Navigation navigation, JsonNode link) {
        EntityType type = crm.schema().type(navigation.target());
        String id = link.path("ID").asText("");
        if (id.isEmpty()) {
            return create(type, link);
        }
        return Optional.of(id)
                .filter(text -> Literals.GUID.matcher(text).matches())
                .flatMap(text -> crm.find(type, UUID.fromString(text)))
                .orElseThrow(() -> Refusals.of(
                        400, "The navigation '" + navigation.name() + "' names an entity that doesn't exist."));
    }

    private void apply(Row row, Changes changes, boolean append) {
        changes.values.forEach(row::set);
        changes.links.forEach(row::link);
        changes.lists.forEach((name, targets) -> {
            if (!append) {
                List.copyOf(row.many(name)).forEach(old -> row.remove(name, old));
            }
            targets.forEach(target -> row.add(name, target));
        });
    }

    private static final class Changes {
        private final Map<String, @Nullable Object> values = new LinkedHashMap<>();
        private final Map<String, @Nullable Row> links = new LinkedHashMap<>();
        private final Map<String, List<Row>> lists = new HashMap<>();
    }
}
