package dev.kith.tribe.sim.odata;

import dev.kith.tribe.sim.model.Navigation;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The query options of a request, or of one expanded navigation.
 *
 * @param select names of the chosen properties; empty for all
 * @param filter null for none
 * @param text filter and order as sent: equal texts give equal rows
 * @param top null for no limit
 */
record Query(
        Set<String> select,
        @Nullable Term filter,
        List<Order> order,
        String text,
        List<Expand> expand,
        @Nullable Integer top,
        int skip,
        boolean count) {
    Query {
        select = Set.copyOf(select);
        order = List.copyOf(order);
        expand = List.copyOf(expand);
    }

    /** One part of an {@code $orderby}. */
    record Order(Term.Path path, boolean descending) {}

    /** One expanded navigation. */
    record Expand(Navigation navigation, Query query) {}

    boolean orderedByIdOnly() {
        return order.size() == 1 && order.get(0).path().links().isEmpty() && byId(order.get(0));
    }

    private static boolean byId(Order part) {
        return !part.descending()
                && part.path().property() != null
                && part.path().property().name().equals("ID");
    }
}
