package dev.kith.apsisone.sim;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.testkit.sim.Routes;
import dev.kith.testkit.sim.SimAnswer;
import dev.kith.testkit.sim.SimRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Which variant of each open point is simulated. Thread-safe; changed by options and under {@code /_sim/switches}. */
final class Switches {
    private final Map<Switch, String> chosen = new ConcurrentHashMap<>();

    /** Takes {@code A5} and {@code 400}. */
    void set(String name, String variant) {
        Switch which;
        try {
            which = Switch.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("No such switch: " + name);
        }
        if (!which.takes(variant)) {
            throw Problem.badRequest("Switch " + name + " takes " + which.choices() + ", not " + variant);
        }
        chosen.put(which, variant);
    }

    boolean is(Switch which, String variant) {
        return value(which).equals(variant);
    }

    String value(Switch which) {
        return chosen.getOrDefault(which, which.fallback());
    }

    /** A27: how late reads show writes. */
    Duration delay() {
        return Duration.ofMillis(Long.parseLong(value(Switch.A27)));
    }

    /** What was chosen, by name. */
    Map<String, String> chosen() {
        Map<String, String> names = new TreeMap<>();
        chosen.forEach((which, variant) -> names.put(which.name(), variant));
        return names;
    }

    /** Takes what was chosen before a restart, but for the points that were chosen anew. */
    void restore(Map<String, String> before) {
        Map<Switch, String> anew = Map.copyOf(chosen);
        before.forEach(this::set);
        chosen.putAll(anew);
    }

    void addTo(Routes routes) {
        routes.add("GET", "/_sim/switches", r -> SimAnswer.json(200, shown()));
        routes.add("POST", "/_sim/switches", this::change);
        routes.add("DELETE", "/_sim/switches", r -> {
            chosen.clear();
            return SimAnswer.empty(204);
        });
    }

    private Map<String, String> shown() {
        Map<String, String> all = new TreeMap<>();
        for (Switch each : Switch.values()) {
            all.put(each.name(), value(each));
        }
        return all;
    }

    private SimAnswer change(SimRequest request) throws IOException {
        for (Map.Entry<String, JsonNode> member : request.json().properties()) {
            set(member.getKey(), member.getValue().asText());
        }
        return SimAnswer.json(200, shown());
    }
}
