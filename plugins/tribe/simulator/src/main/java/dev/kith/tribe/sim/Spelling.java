package dev.kith.tribe.sim;

import static java.util.Objects.requireNonNull;

import dev.kith.testkit.sim.SimAnswer;
import dev.kith.testkit.sim.SimHandler;
import dev.kith.testkit.sim.SimRefusal;
import dev.kith.testkit.sim.SimRequest;
import dev.kith.tribe.sim.model.Switches;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The names of custom fields and types on the wire (T19). By default an underscore stands only before a digit; if switched,
 * it stands always. Then every name that has it and every name that lacks it change places, in both directions: so the
 * usual spelling means nothing.
 */
final class Spelling {
    private static final Pattern NAME = Pattern.compile("(?<=^|[^0-9A-Za-z_]|%[0-9A-Fa-f]{2})(_?)"
            + "([a-fA-F][0-9a-fA-F]{7}(?:__[0-9a-fA-F]{4}){3}__[0-9a-fA-F]{12})(?![0-9A-Za-z_])");

    private final Switches switches;

    Spelling(Switches switches) {
        this.switches = requireNonNull(switches, "switches");
    }

    SimHandler around(SimHandler handler) {
        return request -> switches.is("T19", "always") ? other(handler, request) : handler.handle(request);
    }

    private static SimAnswer other(SimHandler handler, SimRequest request) throws IOException {
        Map<String, String> path = new TreeMap<>();
        request.path().forEach((name, value) -> path.put(name, swapped(value)));
        SimRequest inner = new SimRequest(
                request.method(),
                path,
                swapped(request.rawPath()),
                swapped(request.rawQuery()),
                request.headers(),
                swapped(request.body()));
        SimAnswer answer = answer(handler, inner);
        return new SimAnswer(answer.status(), answer.contentType(), swapped(answer.body()), answer.headers());
    }

    private static SimAnswer answer(SimHandler handler, SimRequest request) throws IOException {
        try {
            return handler.handle(request);
        } catch (SimRefusal refusal) {
            return refusal.answer();
        }
    }

    private static byte[] swapped(byte[] body) {
        return swapped(new String(body, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }

    static String swapped(String text) {
        return NAME.matcher(text).replaceAll(m -> m.group(1).isEmpty() ? "_" + m.group(2) : m.group(2));
    }
}
