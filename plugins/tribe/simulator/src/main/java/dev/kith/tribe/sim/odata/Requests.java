package dev.kith.tribe.sim.odata;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.testkit.sim.SimRequest;
import dev.kith.tribe.sim.model.Switches;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** Takes requests apart, as the switches say. */
final class Requests {
    private final Switches switches;

    Requests(Switches switches) {
        this.switches = requireNonNull(switches, "switches");
    }

    /** A quoted key counts only if switched on (T41). */
    String path(SimRequest request) {
        String path = request.variable("path");
        return switches.is("T41", "accepted") ? path.replaceAll("\\('([0-9a-fA-F-]{36})'\\)", "($1)") : path;
    }

    List<Map.Entry<String, String>> options(SimRequest request) {
        try {
            return spaced(request).query().stream()
                    .filter(option -> !option.getKey().equals("access_token"))
                    .toList();
        } catch (IllegalArgumentException e) {
            throw Refusals.malformed();
        }
    }

    /** T16: a plus is a space, if switched; one that was sent as %2B stays. */
    private SimRequest spaced(SimRequest request) {
        return switches.is("T16", "form")
                ? new SimRequest(
                        request.method(),
                        request.path(),
                        request.rawPath(),
                        request.rawQuery().replace("+", "%20"),
                        request.headers(),
                        request.body())
                : request;
    }

    static JsonNode body(SimRequest request) {
        try {
            return request.json();
        } catch (JsonProcessingException e) {
            throw Refusals.of(400, "The body is not JSON.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void requireJson(SimRequest request) {
        String accept = request.header("accept").orElse("*/*");
        if (!accept.contains("json") && !accept.contains("*/*") && !accept.contains("application/*")) {
            throw Refusals.of(406, "The content-type range '" + accept + "' is not supported.");
        }
    }
}
