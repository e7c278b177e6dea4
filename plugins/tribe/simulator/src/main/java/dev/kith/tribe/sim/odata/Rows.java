package dev.kith.tribe.sim.odata;

import static java.util.Objects.requireNonNull;

import dev.kith.tribe.sim.model.Crm;
import dev.kith.tribe.sim.model.EntityType;
import dev.kith.tribe.sim.model.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds the page of rows that a query asks for. Filtered and sorted lists are kept until something changes. */
final class Rows {
    private static final int KEPT = 16;

    private final Crm crm;
    private final Map<String, List<Row>> kept = new LinkedHashMap<>();
    private long keptVersion;

    Rows(Crm crm) {
        this.crm = requireNonNull(crm, "crm");
    }

    /** A page and the number of rows over all pages. */
    record Page(List<Row> rows, int total) {}

    Page ofSet(EntityType type, Query query) {
        Candidates candidates = new Candidates(crm, type);
        List<Row> few = candidates.few(query.filter()).orElse(null);
        if (few != null) {
            return page(ordered(few, query), query);
        }
        boolean linked = crm.switches().is("T7", "next-link"); // then the number of all rows is needed
        if (query.orderedByIdOnly() && query.skip() == 0 && !query.count() && !linked) {
            return new Page(first(candidates.after(query.filter()), query), -1);
        }
        return page(keep("set " + type.name() + "|" + query.text(), () -> ordered(crm.rows(type), query)), query);
    }

    Page ofNavigation(Row source, String navigation, Query query) {
        String key = source.id() + "/" + navigation + "|" + query.text();
        return page(keep(key, () -> ordered(sortedById(source.many(navigation)), query)), query);
    }

    /** A page of them from a row on, for a service that takes no options there (T40). */
    Page unasked(Row source, String navigation, int from) {
        List<Row> all = sortedById(source.many(navigation));
        int start = Math.min(from, all.size());
        int end = Math.min(all.size(), start + crm.switches().cap());
        return new Page(all.subList(start, end), all.size());
    }

    private static List<Row> sortedById(List<Row> rows) {
        return rows.stream().filter(row -> !row.hidden()).sorted(Row.BY_ID).toList();
    }

    /** The first rows only; the list is in the order asked for. */
    private List<Row> first(List<Row> all, Query query) {
        int limit = limit(query);
        Term filter = query.filter();
        List<Row> result = new ArrayList<>();
        for (Row row : all) {
            if (result.size() == limit) {
                break;
            }
            if (filter == null || filter.accepts(row)) {
                result.add(row);
            }
        }
        return result;
    }

    private int limit(Query query) {
        Integer top = query.top();
        int cap = crm.switches().cap();
        return top == null ? cap : Math.min(top, cap);
    }

    /** Filters and sorts; rows that are equal in the order stay in the order of their IDs. */
    static List<Row> ordered(List<Row> all, Query query) {
        Term filter = query.filter();
        if (filter == null && (query.order().isEmpty() || query.orderedByIdOnly())) {
            return all;
        }
        List<Row> result = new ArrayList<>();
        for (Row row : all) {
            if (filter == null || filter.accepts(row)) {
                result.add(row);
            }
        }
        if (!query.order().isEmpty()) {
            result.sort(comparator(query.order()));
        }
        return result;
    }

    private static Comparator<Row> comparator(List<Query.Order> orders) {
        return (a, b) -> {
            for (Query.Order order : orders) {
                int result = compare(order.path().of(a), order.path().of(b));
                if (result != 0) {
                    return order.descending() ? -result : result;
                }
            }
            return 0;
        };
    }

    private static int compare(@Nullable Object a, @Nullable Object b) {
        if (a == null || b == null) {
            return Boolean.compare(a != null, b != null);
        }
        return Values.compare(a, b);
    }

    /** Without an order each page is cut from a different permutation, so pages overlap and leave holes (T6). */
    private Page page(List<Row> all, Query query) {
        int size = all.size();
        int from = Math.min(query.skip(), size);
        int to = Math.min(size, from + limit(query));
        if (!query.order().isEmpty() || crm.switches().is("T6", "stable")) {
            return new Page(all.subList(from, to), size);
        }
        Permutation permutation = new Permutation(size, crm.seed() * 31 + query.skip());
        List<Row> rows = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            rows.add(all.get(permutation.at(i)));
        }
        return new Page(rows, size);
    }

    private List<Row> keep(String key, Supplier<List<Row>> find) {
        long version = crm.version();
        synchronized (kept) {
            if (keptVersion != version) {
                kept.clear();
                keptVersion = version;
            }
            List<Row> found = kept.get(key);
            if (found != null) {
                return found;
            }
        }
        List<Row> rows = find.get();
        synchronized (kept) {
            if (keptVersion == version) {
                kept.put(key, rows);
                if (kept.size() > KEPT) {
                    kept.remove(kept.keySet().iterator().next());
                }
            }
        }
        return rows;
    }
}
