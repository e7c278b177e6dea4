package dev.kith.tribe.sim;

import static java.util.Objects.requireNonNull;

import dev.kith.testkit.sim.SimAnswer;
import dev.kith.testkit.sim.SimHandler;
import dev.kith.testkit.sim.SimRefusal;
import dev.kith.testkit.sim.SimRequest;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lets only requests with a valid bearer token through; a token in the query doesn't count (T4). */
final class BearerGuard {
    private static final String SCHEME = "Bearer ";

    private final AccessTokens tokens;

    BearerGuard(AccessTokens tokens) {
        this.tokens = requireNonNull(tokens, "tokens");
    }

    SimHandler guard(SimHandler handler) {
        return request -> {
            check(request);
            return handler.handle(request);
        };
    }

    private void check(SimRequest request) {
        String header = request.header("authorization").orElse("");
        if (!header.startsWith(SCHEME) || !tokens.valid(header.substring(SCHEME.length()))) {
            Map<String, String> body = new LinkedHashMap<>();
            body.put("error", "invalid_token");
            body.put("error_description", "The access token is missing, unknown or expired.");
            throw new SimRefusal(SimAnswer.json(401, body).withHeader("WWW-Authenticate", "Bearer"));
        }
    }
}
