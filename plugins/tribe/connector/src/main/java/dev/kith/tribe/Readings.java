package dev.kith.tribe;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.Contact;
import dev.kith.spi.ContactPage;
import dev.kith.spi.Reading;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads contacts page by page: all, those of a list, or those that changed since a moment. A contact changes also when its
 * relationships, its organisation or its address do, without a new date on its own row (T10, T24): so these are read after
 * each other. Labels are no part of it, since nothing tells when one was put on: the members of labels do.
 */
final class Readings {
    /** The clocks of both sides differ, and what is written now may show up later. */
    static final Duration OVERLAP = Duration.ofMinutes(15);

    private final Rows rows;
    private final Schema schema;
    private final TribeSettings settings;
    private final Records records;

    Readings(Rows rows, Schema schema, TribeSettings settings) {
        this.rows = requireNonNull(rows, "rows");
        this.schema = requireNonNull(schema, "schema");
        this.settings = requireNonNull(settings, "settings");
        this.records = new Records(rows, schema, settings);
    }

    List<String> unreadable() {
        return records.unreadable();
    }

    /** One query of a reading, and what its rows are. */
    private record Phase(Query query, RowKind kind) {}

    private enum RowKind {
        RECORD,
        PERSON,
        BOUND_TO_PERSON,
        ORGANISATION
    }

    ContactPage page(Reading reading, Optional<String> cursor) {
        Place place = cursor.map(Place::parse).orElse(Place.START);
        String list = reading.list().orElse("");
        if (list.startsWith(SavedLists.LABEL) || list.startsWith(SavedLists.VIEW)) {
            return members(list, place);
        }
        List<Phase> phases = phases(reading);
        if (place.phase() >= phases.size()) {
            throw Cursor.notUnderstood();
        }
        Phase phase = phases.get(place.phase());
        RowPages.Slice slice = new RowPages(rows, phase.query, settings.pageSize()).at(place.cursor());
        Optional<Place> next = slice.next().isPresent() ? slice.next().map(place::at) : place.after(phases.size());
        OptionalLong total = phases.size() == 1 ? slice.total() : OptionalLong.empty();
        return new ContactPage(contacts(phase.kind, slice.rows()), next.map(Place::text), total);
    }

    private List<Phase> phases(Reading reading) {
        return switch (reading.scope()) {
            case ALL -> recordPhases("");
            case CREATED -> recordPhases(created(since(reading)));
            case CHANGED -> changed(since(reading));
            case MEMBERS -> recordPhases(condition(reading.list().orElseThrow()));
        };
    }

    private static Instant since(Reading reading) {
        return reading.since().orElseThrow().minus(OVERLAP).truncatedTo(ChronoUnit.SECONDS);
    }

    private List<Phase> recordPhases(String condition) {
        return schema.records(settings).stream()
                .map(query -> condition.isEmpty() ? query : query.where(condition))
                .map(query -> new Phase(query, RowKind.RECORD))
                .toList();
    }

    private List<Phase> changed(Instant since) {
        String changed = created(since) + " or LastMutationDate ge " + since;
        List<Phase> phases = new ArrayList<>(recordPhases(changed));
        if (settings.contactRecords()) {
            phases.add(new Phase(ids(Level.PERSON.set()).where(changed), RowKind.PERSON));
        }
        schema.relationships().forEach(q -> phases.add(new Phase(q.where(changed), RowKind.BOUND_TO_PERSON)));
        phases.add(new Phase(ids(Level.ORGANISATION.set()).where(changed), RowKind.ORGANISATION));
        if (schema.metadata().hasSet("Address") && schema.metadata().hasPath("Address", List.of("Person", "ID"))) {
            Query addresses = ids("Address").with("$expand", "Person($select=ID)");
            phases.add(new Phase(addresses.where(changed), RowKind.BOUND_TO_PERSON));
        }
        return phases;
    }

    private static Query ids(String set) {
        return Query.of(set).with("$select", "ID");
    }

    private static String created(Instant since) {
        return "CreationDate ge " + since;
    }

    private String condition(String list) {
        String name = list.startsWith(SavedLists.CONDITION) ? list.substring(SavedLists.CONDITION.length()) : "";
        return Optional.ofNullable(settings.lists().get(name)).orElseThrow(() -> noList(list));
    }

    private static ConnectorException noList(String list) {
        return new ConnectorException(
                Kind.CONFIG,
                "Tribe CRM: there is no saved list \"" + list + "\" any more. Choose another, or give the setting lists"
                        + " one of that name.");
    }

    private List<Contact> contacts(RowKind kind, List<JsonNode> found) {
        return switch (kind) {
            case RECORD -> records.contacts(found);
            case PERSON -> ofPersons(found.stream().map(Records::id).toList());
            case BOUND_TO_PERSON -> ofPersons(Records.personsOf(found));
            case ORGANISATION ->
                ofPersons(personsAt(found.stream().map(Records::id).toList()));
        };
    }

    private List<String> personsAt(List<String> organisations) {
        List<JsonNode> bound = new ArrayList<>();
        for (Query query : schema.contactRows()) {
            bound.addAll(rows.whereIn(query, "Relation/ID", organisations));
        }
        return Records.personsOf(bound);
    }

    private List<Contact> ofPersons(List<String> personIds) {
        return records.fetch(records.keysOf(personIds));
    }

    /** Those on it still when they were fetched. */
    private ContactPage members(String list, Place place) {
        if (schema.lists().stream().noneMatch(known -> known.key().equals(list))) {
            throw noList(list);
        }
        String id = list.substring(list.indexOf(':') + 1);
        boolean label = list.startsWith(SavedLists.LABEL);
        Members.Page page =
                new Members(rows, schema, settings).page((label ? "Label(" : "View(") + id + ")", place.cursor());
        List<Contact> contacts = records.fetch(page.keys());
        if (label) {
            String name = schema.labels().nameOf(id);
            contacts =
                    contacts.stream().filter(c -> c.allLabels().contains(name)).toList();
        }
        return new ContactPage(contacts, page.next().map(place::at).map(Place::text), OptionalLong.empty());
    }
}
