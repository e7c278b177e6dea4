package dev.kith.apsisone.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.kith.testkit.sim.SimRefusal;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Carries out the rows of one import. A row that can't be taken as a whole fails as a whole, and only that is counted. */
final class ImportRows {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ImportMapping mapping;
    private final Profiles profiles;
    private final Places places;
    private final Instant now;
    private int done;
    private int failed;

    ImportRows(ImportMapping mapping, Profiles profiles, Places places, Instant now) {
        this.mapping = mapping;
        this.profiles = profiles;
        this.places = places;
        this.now = now;
    }

    int done() {
        return done;
    }

    int failed() {
        return failed;
    }

    void take(Map<String, String> row) {
        try {
            String raw = row.getOrDefault(mapping.keyColumn(), "");
            if (raw.isBlank()) {
                throw Problem.badRequest("Row without a key");
            }
            write(places.key(mapping.keyspace().discriminator(), raw), raw, row);
            done++;
        } catch (SimRefusal | IllegalArgumentException e) {
            failed++;
        }
    }

    private void write(Key key, String raw, Map<String, String> row) {
        Change change = change(row);
        boolean exists = profiles.find(key).isPresent();
        if (exists && !mapping.updatesExisting()) {
            return;
        }
        if (!exists) {
            Profile fresh = NewProfile.of(key, mapping.section(), raw);
            profiles.create(change.apply(fresh));
            return;
        }
        profiles.update(key, change::apply);
    }

    private Change change(Map<String, String> row) {
        Map<String, Object> set = new HashMap<>();
        Set<String> clear = new HashSet<>();
        for (ImportMapping.AttributeColumn column : mapping.attributes()) {
            String cell = row.getOrDefault(column.column(), "");
            AttributeDefinition attribute = column.attribute();
            if (!cell.isEmpty()) {
                set.put(attribute.discriminator(), value(attribute.type(), cell));
            } else if (mapping.clears()
                    && Definitions.keyspaceOf(attribute.discriminator()).isEmpty()) {
                clear.add(attribute.discriminator());
            }
        }
        return new Change(row, set, clear);
    }

    private static Object value(AttributeType type, String cell) {
        return type.read(node(type, cell))
                .orElseThrow(() -> Problem.badRequest("Cell is not a " + type.wireName() + " value"));
    }

    /** A date-like text becomes midnight UTC of that day where a timestamp is wanted. */
    private static JsonNode node(AttributeType type, String cell) {
        return switch (type) {
            case TEXT, DATE -> JSON.textNode(cell);
            case BOOLEAN ->
                cell.equals("true") || cell.equals("false")
                        ? JSON.booleanNode(cell.equals("true"))
                        : JSON.textNode(cell);
            case INTEGER, TIMESTAMP -> JSON.numberNode(Long.parseLong(cell));
            case DECIMAL -> JSON.numberNode(new BigDecimal(cell));
        };
    }

    /** What one row changes. */
    private final class Change {
        private final Map<String, String> row;
        private final Map<String, Object> set;
        private final Set<String> clear;

        Change(Map<String, String> row, Map<String, Object> set, Set<String> clear) {
            this.row = row;
            this.set = set;
            this.clear = clear;
        }

        Profile apply(Profile before) {
            Profile after = new AttributePatch(places, mapping.keyspace(), mapping.section())
                    .with(set, clear)
                    .apply(before);
            SectionData data = after.section(mapping.section());
            for (ImportMapping.ConsentColumn column : mapping.consents()) {
                if (isFlag(row.getOrDefault(column.column(), ""))) {
                    data = consent(data, column);
                }
            }
            return after.with(mapping.section(), data);
        }

        /** An opt-out stays unless the mapping says otherwise. */
        private SectionData consent(SectionData data, ImportMapping.ConsentColumn column) {
            if (row.getOrDefault(column.addressColumn(), "").isBlank()) {
                throw Problem.badRequest("Consent without an address");
            }
            Consent wanted = new Consent(
                    column.topic().discriminator(), column.channel(), column.type(), "Import", "Import", now);
            Optional<String> stands = data.consentLike(wanted).map(Consent::type);
            boolean optIn = wanted.type().equals(Consent.OPT_IN);
            boolean kept = optIn
                    && (stands.filter(Consent.CONFIRMED::equals).isPresent()
                            || (stands.filter(Consent.OPT_OUT::equals).isPresent() && !column.resubscribes()));
            return kept || stands.filter(wanted.type()::equals).isPresent() ? data : data.with(wanted);
        }
    }

    /** A23. */
    private boolean isFlag(String cell) {
        return cell.equals("true") || (cell.equals("1") && places.switches().is(Switch.A23, "any"));
    }
}
