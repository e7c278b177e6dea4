package dev.kith.testkit.sim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The routes of a simulator, tried in the order they were added. A pattern is made of segments: text, {@code {name}} for
 * any one segment, or a last {@code {name*}} for all the rest.
 */
public final class Routes {
    private final List<Route> all = new ArrayList<>();
    private SimHandler fallback = request -> SimAnswer.json(404, Map.of("error", "no such path"));

    public Routes add(String method, String pattern, SimHandler handler) {
        all.add(new Route(method, pattern, List.of(pattern.split("/", -1)), handler));
        return this;
    }

    /** Answers what no route matches. */
    public Routes otherwise(SimHandler handler) {
        fallback = handler;
        return this;
    }

    Found find(String method, String rawPath) {
        String[] segments = rawPath.split("/", -1);
        for (Route route : all) {
            Optional<Map<String, String>> variables =
                    route.method.equals(method) ? route.match(segments) : Optional.empty();
            if (variables.isPresent()) {
                return new Found(method + " " + route.pattern, variables.get(), route.handler);
            }
        }
        return new Found(method + " (other)", Map.of(), fallback);
    }

    /** A matched route; {@code name} is its method and pattern. */
    record Found(String name, Map<String, String> variables, SimHandler handler) {}

    private record Route(String method, String pattern, List<String> segments, SimHandler handler) {

        Optional<Map<String, String>> match(String[] path) {
            Map<String, String> variables = new LinkedHashMap<>();
            for (int i = 0; i < segments.size(); i++) {
                String segment = segments.get(i);
                if (segment.endsWith("*}") && i < path.length) {
                    String rest = String.join("/", List.of(path).subList(i, path.length));
                    variables.put(segment.substring(1, segment.length() - 2), Percent.decode(rest));
                    return Optional.of(variables);
                }
                if (i >= path.length || !take(segment, path[i], variables)) {
                    return Optional.empty();
                }
            }
            return path.length == segments.size() ? Optional.of(variables) : Optional.empty();
        }

        private static boolean take(String segment, String text, Map<String, String> variables) {
            if (!segment.startsWith("{")) {
                return segment.equals(text);
            }
            variables.put(segment.substring(1, segment.length() - 1), Percent.decode(text));
            return !text.isEmpty();
        }
    }
}
