package dev.kith.tribe.sim.odata;

import static java.util.Objects.requireNonNull;

import dev.kith.tribe.sim.model.Edm;
import dev.kith.tribe.sim.model.Navigation;
import dev.kith.tribe.sim.model.Property;
import dev.kith.tribe.sim.model.Row;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A part of a filter. Conditions answer true, false, or null for unknown. */
sealed interface Term {

    @Nullable
    Object of(Row row);

    /** The type of the value; null for the literal null and for a link. */
    @Nullable
    Edm type();

    /** True for a row that the filter lets through. */
    default boolean accepts(Row row) {
        return Boolean.TRUE.equals(of(row));
    }

    /** A value written in the filter. */
    record Literal(@Nullable Object value, @Nullable Edm type) implements Term {
        @Override
        public @Nullable Object of(Row row) {
            return value;
        }
    }

    /** A property, reached over any number of to-one links; without a property, the last link itself. */
    record Path(List<Navigation> links, @Nullable Property property) implements Term {
        public Path {
            links = List.copyOf(links);
        }

        @Override
        public @Nullable Object of(Row row) {
            Row at = row;
            for (Navigation link : links) {
                Optional<Row> next =
                        at.type().navigation(link.name()).flatMap(at::one).filter(r -> !r.hidden());
                if (next.isEmpty()) {
                    return null;
                }
                at = next.get();
            }
            return property == null ? at : at.get(property.name());
        }

        @Override
        public @Nullable Edm type() {
            return property == null ? null : property.type();
        }
    }

    /** {@code eq ne gt ge lt le}. */
    record Comparison(String operator, Term left, Term right) implements Term {
        @Override
        public Object of(Row row) {
            Object a = left.of(row);
            Object b = right.of(row);
            if (a == null || b == null) {
                boolean equal = a == null && b == null;
                return operator.equals("eq") ? equal : operator.equals("ne") && !equal;
            }
            int order = Values.compare(a, b);
            return switch (operator) {
                case "eq" -> order == 0;
                case "ne" -> order != 0;
                case "gt" -> order > 0;
                case "ge" -> order >= 0;
                case "lt" -> order < 0;
                default -> order <= 0;
            };
        }

        @Override
        public Edm type() {
            return Edm.BOOLEAN;
        }
    }

    /** {@code eq ne} of texts, blind to case (T17). */
    record SameText(boolean equal, Term left, Term right) implements Term {
        @Override
        public Object of(Row row) {
            Object a = left.of(row);
            Object b = right.of(row);
            boolean same = (a instanceof String x && b instanceof String y) ? x.equalsIgnoreCase(y) : a == b;
            return equal == same;
        }

        @Override
        public Edm type() {
            return Edm.BOOLEAN;
        }
    }

    /** {@code any all} over a to-many link (T18). */
    record Lambda(Navigation link, boolean all, Term inner) implements Term {
        @Override
        public Object of(Row row) {
            List<Row> rows =
                    row.many(link.name()).stream().filter(r -> !r.hidden()).toList();
            return all ? rows.stream().allMatch(inner::accepts) : rows.stream().anyMatch(inner::accepts);
        }

        @Override
        public Edm type() {
            return Edm.BOOLEAN;
        }
    }

    /** {@code and}, {@code or}. */
    record Logic(boolean and, Term left, Term right) implements Term {
        @Override
        public @Nullable Object of(Row row) {
            Object a = left.of(row);
            if (a != null && and != (Boolean) a) {
                return a;
            }
            Object b = right.of(row);
            if (b != null && and != (Boolean) b) {
                return b;
            }
            return (a == null || b == null) ? null : and;
        }

        @Override
        public Edm type() {
            return Edm.BOOLEAN;
        }
    }

    /** {@code not}. */
    record Not(Term inner) implements Term {
        @Override
        public @Nullable Object of(Row row) {
            Object value = inner.of(row);
            return value == null ? null : !(Boolean) value;
        }

        @Override
        public Edm type() {
            return Edm.BOOLEAN;
        }
    }

    /** {@code contains startswith endswith}, all blind to case. */
    record TextMatch(String function, Term text, Term part) implements Term {
        public TextMatch {
            requireNonNull(function, "function");
        }

        @Override
        public @Nullable Object of(Row row) {
            if (text.of(row) instanceof String whole && part.of(row) instanceof String piece) {
                String lower = whole.toLowerCase(Locale.ROOT);
                String sought = piece.toLowerCase(Locale.ROOT);
                return switch (function) {
                    case "contains" -> lower.contains(sought);
                    case "startswith" -> lower.startsWith(sought);
                    default -> lower.endsWith(sought);
                };
            }
            return null;
        }

        @Override
        public Edm type() {
            return Edm.BOOLEAN;
        }
    }
}
