package dev.kith.tribe;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads who is on a label or a view, by its {@code Entities}. Whether that path takes options isn't known (T40): where it
 * ignores or refuses them, all members come in one page.
 */
final class Members {
    private final Rows rows;
    private final Schema schema;
    private final TribeSettings settings;

    Members(Rows rows, Schema schema, TribeSettings settings) {
        this.rows = requireNonNull(rows, "rows");
        this.schema = requireNonNull(schema, "schema");
        this.settings = requireNonNull(settings, "settings");
    }

    /** Keys of members, and where the next ones begin. */
    record Page(List<String> keys, Optional<Cursor> next) {}

    /** @param set with the row's ID, such as {@code Label(...)} */
    Page page(String set, Optional<Cursor> cursor) {
        RowPages pages =
                new RowPages(rows, Query.of(set + "/Entities").with("$select", "ID,_Type"), settings.pageSize());
        if (cursor.isPresent()) {
            return ofSlice(pages.from(cursor.get()));
        }
        try {
            RowPages.Slice first = pages.first();
            return honoursOptions(pages, first)
                    ? ofSlice(first)
                    : new Page(keys(new WholeMembers(rows, set).read()), Optional.empty());
        } catch (ConnectorException e) {
            if (e.kind() != Kind.CONFIG) {
                throw e;
            }
            return new Page(keys(new WholeMembers(rows, set).read()), Optional.empty());
        }
    }

    /** Not so when more rows come than were asked for, or the first ones again after them. */
    private boolean honoursOptions(RowPages pages, RowPages.Slice first) {
        if (first.rows().size() > settings.pageSize()) {
            return false;
        }
        try {
            return first.next().isEmpty()
                    || first.total().isPresent()
                    || !pages.from(first.next().get()).rows().isEmpty();
        } catch (ConnectorException e) {
            if (e.kind() != Kind.BUG) {
                throw e;
            }
            return false;
        }
    }

    private Page ofSlice(RowPages.Slice slice) {
        return new Page(keys(slice.rows()), slice.next());
    }

    /** Persons, and with labels counting there the persons of relationships, as the keys of their contacts. */
    private List<String> keys(List<JsonNode> entities) {
        Set<String> persons = new LinkedHashSet<>();
        List<String> relationships = new ArrayList<>();
        Set<String> known = Set.copyOf(Types.family(schema.metadata(), Level.RELATIONSHIPS.set()).stream()
                .map(Types::dotted)
                .toList());
        for (JsonNode row : entities) {
            String type = row.path("_Type").asText("");
            if (type.equals(Types.PERSON)) {
                persons.add(Records.id(row));
            } else if (known.contains(type) && settings.labelLevel() == LabelLevel.PERSON_AND_RELATIONSHIPS) {
                relationships.add(Records.id(row));
            }
        }
        for (Query query : schema.relationships()) {
            persons.addAll(Records.personsOf(rows.whereIn(query, "ID", relationships)));
        }
        return new Records(rows, schema, settings).keysOf(List.copyOf(persons));
    }
}
