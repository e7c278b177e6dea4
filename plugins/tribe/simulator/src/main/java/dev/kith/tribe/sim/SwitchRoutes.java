package dev.kith.tribe.sim;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.testkit.sim.Routes;
import dev.kith.testkit.sim.SimAnswer;
import dev.kith.testkit.sim.SimRequest;
import dev.kith.tribe.sim.model.Switches;
import java.io.IOException;
import java.util.Map;

/** Shows and sets the switches while the simulator runs: {@code PUT /_sim/switches {"T7": "next-link"}}. */
final class SwitchRoutes {
    private final Switches switches;

    SwitchRoutes(Switches switches) {
        this.switches = requireNonNull(switches, "switches");
    }

    void addRoutes(Routes routes) {
        routes.add("GET", "/_sim/switches", r -> SimAnswer.json(200, switches.all()))
                .add("PUT", "/_sim/switches", this::set)
                .add("DELETE", "/_sim/switches", r -> {
                    switches.reset();
                    return SimAnswer.empty(204);
                });
    }

    private SimAnswer set(SimRequest request) throws IOException {
        for (Map.Entry<String, JsonNode> member : request.json().properties()) {
            switches.set(member.getKey(), member.getValue().asText());
        }
        return SimAnswer.json(200, switches.all());
    }
}
