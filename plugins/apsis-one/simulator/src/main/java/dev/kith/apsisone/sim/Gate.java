package dev.kith.apsisone.sim;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.kith.testkit.sim.SimAnswer;
import dev.kith.testkit.sim.SimHandler;
import dev.kith.testkit.sim.SimRefusal;
import dev.kith.testkit.sim.SimRequest;
import java.util.Locale;
import java.util.Set;

/** What every call of the API must pass: a token, the limits (A4), the size limit (A21), the content type of its method. */
final class Gate {
    private static final int MAX_BODY = 100_000;

    private final Tokens tokens;
    private final Switches switches;
    private final Limits limits;

    Gate(Tokens tokens, Switches switches, Limits limits) {
        this.tokens = tokens;
        this.switches = switches;
        this.limits = limits;
    }

    SimHandler guard(SimHandler handler) {
        return withProblems(request -> {
            limits.call();
            tokens.check(request);
            checkPath(request);
            checkBody(request);
            return handler.handle(request);
        });
    }

    /** As {@link #guard}, for a body that may only have these members (A32). */
    SimHandler guard(Set<String> members, SimHandler handler) {
        return guard(request -> {
            if (switches.is(Switch.A32, "400")) {
                request.json().fieldNames().forEachRemaining(name -> {
                    if (!members.contains(name)) {
                        throw Problem.badRequest("Unknown member: " + name);
                    }
                });
            }
            return handler.handle(request);
        });
    }

    /** Answers a body that is no JSON with a problem, and every refusal in the media type of A28. */
    SimHandler withProblems(SimHandler handler) {
        return request -> {
            try {
                return handler.handle(request);
            } catch (JsonProcessingException e) {
                throw inMediaType(Problem.badRequest("Body is not JSON: " + e.getOriginalMessage()));
            } catch (SimRefusal e) {
                throw inMediaType(e);
            }
        };
    }

    private SimRefusal inMediaType(SimRefusal refusal) {
        if (switches.is(Switch.A28, "problem")) {
            return refusal;
        }
        int status = refusal.answer().status();
        String page = "<html><body><h1>" + status + "</h1></body></html>";
        return new SimRefusal(SimAnswer.text(status, "text/html", page));
    }

    /** A31: an address in a path without percent-encoding. */
    private void checkPath(SimRequest request) {
        if (switches.is(Switch.A31, "400") && request.rawPath().contains("@")) {
            throw Problem.badRequest("Path is not percent-encoded");
        }
    }

    private static void checkBody(SimRequest request) {
        if (request.body().length > MAX_BODY) {
            throw Problem.of(413, "Payload Too Large", "Body is over 100 kB");
        }
        if (request.method().equals("PATCH")) {
            requireType(request, "application/merge-patch+json");
        }
        if (request.method().equals("POST")) {
            requireType(request, "application/json");
        }
    }

    private static void requireType(SimRequest request, String type) {
        String found = request.header("content-type").orElse("").toLowerCase(Locale.ROOT);
        if (!found.equals(type) && !found.startsWith(type + ";")) {
            throw Problem.of(415, "Unsupported Media Type", "Content-Type must be " + type + ", was " + found);
        }
    }
}
