package dev.kith.tribe.sim.odata;

import static java.util.Objects.requireNonNull;

import dev.kith.tribe.sim.model.EntityType;
import dev.kith.tribe.sim.model.Navigation;
import dev.kith.tribe.sim.model.Schema;
import dev.kith.tribe.sim.model.Switches;
import dev.kith.tribe.sim.model.Views;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads query options, those of a request and those nested in an {@code $expand}. */
final class QueryParser {
    private static final Set<String> KNOWN =
            Set.of("$select", "$filter", "$expand", "$orderby", "$top", "$skip", "$count");
    private static final Set<String> UNSUPPORTED =
            Set.of("$search", "$apply", "$compute", "$skiptoken", "$deltatoken", "$id", "$levels", "$index");

    private final Schema schema;
    private final Switches switches;

    QueryParser(Schema schema, Switches switches) {
        this.switches = requireNonNull(switches, "switches");
        this.schema = requireNonNull(schema, "schema");
    }

    /** Reads the options of a request; those without a dollar sign mean nothing to the service. */
    Query request(EntityType type, List<Map.Entry<String, String>> options) {
        Map<String, String> found = new HashMap<>();
        for (Map.Entry<String, String> option : options) {
            if (option.getKey().equals("$format")) {
                requireJson(option.getValue());
            } else if (option.getKey().startsWith("$")) {
                put(found, option.getKey(), option.getValue());
            }
        }
        return query(type, found);
    }

    private static void requireJson(String format) {
        if (!format.equals("json") && !format.startsWith("application/json")) {
            throw Refusals.of(406, "The $format value '" + format + "' is not supported.");
        }
    }

    private static void put(Map<String, String> found, String name, String value) {
        if (UNSUPPORTED.contains(name)) {
            throw Refusals.unsupported("the system query option '" + name + "'");
        }
        if (!KNOWN.contains(name)) {
            throw Refusals.of(400, "The system query option '" + name + "' is not defined.");
        }
        if (found.put(name, value) != null) {
            throw Refusals.of(400, "The system query option '" + name + "' is given more than once.");
        }
    }

    private Query query(EntityType type, Map<String, String> options) {
        String filter = options.get("$filter");
        String order = options.getOrDefault("$orderby", "");
        return new Query(
                select(type, options.get("$select")),
                filter == null ? null : FilterParser.filter(schema, switches, type, filter),
                orders(type, options.get("$orderby")),
                (filter == null ? "" : filter) + "|" + order + "|" + switches.get("T17"),
                expands(type, options.get("$expand")),
                number("$top", options.get("$top")),
                requireNonNull(number("$skip", options.getOrDefault("$skip", "0"))),
                flag(options.getOrDefault("$count", "false")));
    }

    private static Set<String> select(EntityType type, @Nullable String text) {
        Set<String> names = new HashSet<>();
        if (text == null) {
            return names;
        }
        for (String part : split(text, ',')) {
            String name = part.strip();
            if (!name.equals("*")
                    && !type.propertyBelow(name)
                    && type.navigationBelow(name).isEmpty()) {
                throw name.isEmpty() ? Refusals.malformed() : Refusals.unknownInQuery(name, type);
            }
            names.add(name);
        }
        return names.contains("*") ? Set.of() : names;
    }

    private List<Query.Order> orders(EntityType type, @Nullable String text) {
        List<Query.Order> orders = new ArrayList<>();
        if (text == null) {
            return orders;
        }
        for (String part : split(text, ',')) {
            String[] words = part.strip().split(" +", -1);
            boolean descending = words.length == 2 && words[1].equals("desc");
            if (words.length > 2 || (words.length == 2 && !descending && !words[1].equals("asc"))) {
                throw Refusals.malformed();
            }
            orders.add(new Query.Order(FilterParser.path(schema, type, words[0]), descending));
        }
        return orders;
    }

    private List<Query.Expand> expands(EntityType type, @Nullable String text) {
        List<Query.Expand> expands = new ArrayList<>();
        if (text == null) {
            return expands;
        }
        Set<String> names = new HashSet<>();
        for (String part : split(text, ',')) {
            Query.Expand expand = expand(type, part.strip());
            if (!names.add(expand.navigation().name())) {
                throw Refusals.malformed();
            }
            expands.add(expand);
        }
        return expands;
    }

    private Query.Expand expand(EntityType type, String part) {
        int open = part.indexOf('(');
        String name = open < 0 ? part : part.substring(0, open);
        if (name.isEmpty() || (open >= 0 && !part.endsWith(")"))) {
            throw Refusals.malformed();
        }
        Navigation navigation = type.navigationBelow(name)
                .filter(n -> Views.offered(switches, type, n.name()))
                .orElseThrow(() -> Refusals.unknownInQuery(name, type));
        Map<String, String> options = new HashMap<>();
        if (open >= 0) {
            for (String option : split(part.substring(open + 1, part.length() - 1), ';')) {
                nested(option.strip(), options);
            }
        }
        return new Query.Expand(navigation, query(schema.type(navigation.target()), options));
    }

    private static void nested(String option, Map<String, String> options) {
        int equals = option.indexOf('=');
        if (equals < 1 || !option.startsWith("$")) {
            throw Refusals.malformed();
        }
        put(options, option.substring(0, equals), option.substring(equals + 1));
    }

    /** Splits at a mark, outside of parentheses and quotes. */
    static List<String> split(String text, char mark) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\'') {
                quoted = !quoted;
            } else if (!quoted) {
                depth += c == '(' ? 1 : 0;
                depth -= c == ')' ? 1 : 0;
                if (c == mark && depth == 0) {
                    parts.add(text.substring(start, i));
                    start = i + 1;
                }
            }
        }
        parts.add(text.substring(start));
        return parts;
    }

    private static @Nullable Integer number(String option, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= 0 && text.charAt(0) != '+') {
                return number;
            }
        } catch (NumberFormatException e) {
            // Answered below like a negative number.
        }
        throw Refusals.of(400, "The system query option '" + option + "' has the not-allowed value '" + text + "'.");
    }

    private static boolean flag(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw Refusals.of(400, "The system query option '$count' has the not-allowed value '" + text + "'.");
        }
        return text.equals("true");
    }
}
