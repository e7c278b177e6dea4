package dev.kith.apsisone.sim;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.kith.testkit.sim.SimHandler;
import dev.kith.testkit.sim.SimRequest;
import java.util.Locale;

/** What every call of the API must pass: a token, the size limit (A21), the content type of its method. */
final class Gate {
    private static final int MAX_BODY = 100_000;

    private final Tokens tokens;

    Gate(Tokens tokens) {
        this.tokens = tokens;
    }

    SimHandler guard(SimHandler handler) {
        return withProblems(request -> {
            tokens.check(request);
            checkBody(request);
            return handler.handle(request);
        });
    }

    /** Answers a body that is no JSON with a problem. */
    static SimHandler withProblems(SimHandler handler) {
        return request -> {
            try {
                return handler.handle(request);
            } catch (JsonProcessingException e) {
                throw Problem.badRequest("Body is not JSON: " + e.getOriginalMessage());
            }
        };
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
