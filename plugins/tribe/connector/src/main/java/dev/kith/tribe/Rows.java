package dev.kith.tribe;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Reads the rows of a query in a total order, however many the service gives at a time. */
final class Rows {
    private static final int TOP = 100;
    private static final int ATTEMPTS = 3;
    private static final long MOST_ROWS = 200_000;

    private final TribeApi api;
    private volatile Order order = Order.ID;

    Rows(TribeApi api) {
        this.api = requireNonNull(api, "api");
    }

    /** Some rows, in the order they were asked in, and how many the service counts in all, if it says. */
    record Page(List<JsonNode> rows, OptionalLong total, Order order) {}

    TribeApi api() {
        return api;
    }

    Page page(Query query, Order wanted, long skip, int top) {
        JsonNode answer = api.get(query.page(wanted.orderBy(), skip, top));
        List<JsonNode> rows = new ArrayList<>();
        answer.path("value").forEach(rows::add);
        if (!answer.path("value").isArray()
                || !rows.stream().allMatch(r -> r.path("ID").isTextual())) {
            throw new ConnectorException(
                    Kind.CONFIG,
                    "Tribe CRM: reading " + query.set() + " failed: the answer is no list of rows with an ID."
                            + " Check the setting apiUrl.");
        }
        JsonNode count = answer.path("@odata.count");
        OptionalLong total = count.isMissingNode() ? OptionalLong.empty() : OptionalLong.of(count.asLong());
        return new Page(rows, total, wanted);
    }

    /** The same by ID, or by creation if the service refuses the first. */
    Page page(Query query, long skip, int top) {
        Order wanted = order;
        try {
            return page(query, wanted, skip, top);
        } catch (ConnectorException refusal) {
            if (refusal.kind() != Kind.CONFIG || wanted != Order.ID) {
                throw refusal;
            }
            Page page = inOtherOrder(query, skip, top).orElseThrow(() -> refusal);
            order = Order.CREATION;
            return page;
        }
    }

    private Optional<Page> inOtherOrder(Query query, long skip, int top) {
        try {
            return Optional.of(page(query, Order.CREATION, skip, top));
        } catch (ConnectorException e) {
            if (e.kind() != Kind.CONFIG) {
                throw e;
            }
            return Optional.empty(); // It wasn't the order: the first refusal tells more.
        }
    }

    /**
     * All rows of a query that has few.
     *
     * @throws ConnectorException TRANSIENT when they changed too much to be read whole
     */
    List<JsonNode> all(Query query) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<List<JsonNode>> whole = tryAll(query);
            if (whole.isPresent()) {
                return whole.get();
            }
        }
        throw new ConnectorException(
                Kind.TRANSIENT,
                "Tribe CRM: reading " + query.set() + " failed: the rows received don't add up to their count, "
                        + ATTEMPTS + " times. It is tried again later.");
    }

    private Optional<List<JsonNode>> tryAll(Query query) {
        Map<String, JsonNode> byId = new LinkedHashMap<>();
        long received = 0;
        while (true) {
            Page page = page(query, received, TOP);
            int before = byId.size();
            page.rows().forEach(row -> byId.put(row.path("ID").asText(), row));
            received += page.rows().size();
            if (!page.rows().isEmpty() && byId.size() == before) {
                return Optional.empty(); // A page came again: the order doesn't hold.
            }
            if (received > MOST_ROWS) {
                throw new ConnectorException(
                        Kind.CONFIG,
                        "Tribe CRM: reading " + query.set() + " failed: it has gone on for more than " + MOST_ROWS
                                + " rows. Check the setting apiUrl, and any proxy in between.");
            }
            long expected = page.total().orElse(Long.MAX_VALUE);
            if (page.rows().isEmpty() || received >= expected) {
                boolean whole = byId.size() == received && (page.total().isEmpty() || received == expected);
                return whole ? Optional.of(List.copyOf(byId.values())) : Optional.empty();
            }
        }
    }

    /**
     * The rows whose {@code path} (an ID, or that of a record it leads to) is one of the ids, asked in small groups, some of
     * them at a time.
     */
    List<JsonNode> whereIn(Query query, String path, List<String> ids) {
        List<Supplier<List<JsonNode>>> groups = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += Query.GROUP) {
            List<String> group = ids.subList(from, Math.min(from + Query.GROUP, ids.size()));
            groups.add(() -> all(query.whereIn(path, group)));
        }
        List<JsonNode> rows = new ArrayList<>();
        api.lanes().all(groups).forEach(rows::addAll);
        return asked(rows, query.set(), path, ids);
    }

    /** Leaves out rows nobody asked for, should the service's idea of a filter be another one. */
    private static List<JsonNode> asked(List<JsonNode> rows, String set, String path, List<String> ids) {
        Set<String> wanted = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        wanted.addAll(ids);
        if (rows.stream().anyMatch(row -> row.at("/" + path).isMissingNode())) {
            throw new ConnectorException(
                    Kind.CONFIG,
                    "Tribe CRM: reading " + set + " failed: rows came without " + path
                            + ". Give the application's user the right to read it.");
        }
        rows.removeIf(row -> !wanted.contains(row.at("/" + path).asText()));
        return rows;
    }
}
