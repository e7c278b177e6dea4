package dev.kith.tribe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One reading of an entity set. Spaces are sent as %20 and a plus as %2B: the service doesn't read form encoding. */
record Query(String set, Map<String, String> options) {
    /** Ids in one filter; the longest address the service takes isn't known. */
    static final int GROUP = 20;

    Query {
        options = new LinkedHashMap<>(options);
    }

    static Query of(String set) {
        return new Query(set, Map.of());
    }

    Query with(String option, String value) {
        Query copy = new Query(set, options);
        copy.options.put(option, value);
        return copy;
    }

    Query page(String orderBy, long skip, int top) {
        return with("$orderby", orderBy)
                .with("$top", Integer.toString(top))
                .with("$skip", Long.toString(skip))
                .with("$count", "true");
    }

    /** Rows that meet a condition, beside one that is there already. */
    Query where(String condition) {
        String before = options.get("$filter");
        return with("$filter", before == null ? condition : "(" + before + ") and (" + condition + ")");
    }

    /** Rows whose {@code path} is one of the ids, which must be GUIDs. */
    Query whereIn(String path, List<String> ids) {
        return where(ids.stream().map(id -> path + " eq " + id).collect(Collectors.joining(" or ")));
    }

    String pathAndQuery() {
        String query = options.entrySet().stream()
                .map(e -> e.getKey() + "=" + Escape.query(e.getValue()))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? set : set + "?" + query;
    }
}
