package dev.kith.tribe.sim.odata;

import static java.util.Objects.requireNonNull;

import dev.kith.tribe.sim.model.Crm;
import dev.kith.tribe.sim.model.EntityType;
import dev.kith.tribe.sim.model.Navigation;
import dev.kith.tribe.sim.model.Row;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Narrows a list before its rows are looked at: by {@code ID eq}, by {@code Person/ID eq} and the like, also several
 * joined by {@code or}, and by {@code ID gt}. The rows found are a superset of those that the filter accepts.
 */
final class Candidates {
    private final Crm crm;
    private final EntityType type;

    Candidates(Crm crm, EntityType type) {
        this.crm = requireNonNull(crm, "crm");
        this.type = requireNonNull(type, "type");
    }

    /** A few rows in the order of their IDs; empty when nothing narrows the filter to few. */
    Optional<List<Row>> few(@Nullable Term filter) {
        return filter == null
                ? Optional.empty()
                : named(filter).map(rows -> rows.distinct().sorted(Row.BY_ID).toList());
    }

    private Optional<Stream<Row>> named(Term term) {
        if (term instanceof Term.Logic logic) {
            Optional<Stream<Row>> left = named(logic.left());
            Optional<Stream<Row>> right = named(logic.right());
            if (left.isPresent() && right.isPresent()) {
                return logic.and() ? left : Optional.of(Stream.concat(left.get(), right.get()));
            }
            return logic.and() ? left.or(() -> right) : Optional.empty();
        }
        return comparedId(term, "eq").flatMap(found -> rows(found.path(), found.id()));
    }

    private Optional<Stream<Row>> rows(Term.Path path, UUID id) {
        if (path.links().isEmpty()) {
            return Optional.of(crm.find(type, id).stream());
        }
        Navigation link = path.links().get(0);
        if (path.links().size() > 1 || !"Relationships".equals(link.inverse())) {
            return Optional.empty();
        }
        return Optional.of(crm.find(crm.schema().type(link.target()), id).stream()
                .flatMap(row -> row.many("Relationships").stream())
                .filter(row -> row.type().is(type) && !row.hidden()));
    }

    /** The rows after the ID that an {@code ID gt} names; all when there is none. */
    List<Row> after(@Nullable Term filter) {
        List<Row> all = crm.rows(type);
        return filter == null
                ? all
                : lowest(filter)
                        .map(id -> all.subList(crm.position(type, id), all.size()))
                        .orElse(all);
    }

    private static Optional<UUID> lowest(Term term) {
        if (term instanceof Term.Logic logic && logic.and()) {
            return lowest(logic.left()).or(() -> lowest(logic.right()));
        }
        return comparedId(term, "gt")
                .or(() -> comparedId(term, "ge"))
                .filter(found -> found.path().links().isEmpty())
                .map(Found::id);
    }

    private static Optional<Found> comparedId(Term term, String operator) {
        return term instanceof Term.Comparison c
                        && c.operator().equals(operator)
                        && c.left() instanceof Term.Path path
                        && path.property() != null
                        && path.property().name().equals("ID")
                        && c.right() instanceof Term.Literal literal
                        && literal.value() instanceof UUID id
                ? Optional.of(new Found(path, id))
                : Optional.empty();
    }

    private record Found(Term.Path path, UUID id) {}
}
