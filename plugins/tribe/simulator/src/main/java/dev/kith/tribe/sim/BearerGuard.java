package dev.kith.tribe.sim;

import static java.util.Objects.requireNonNull;

import dev.kith.testkit.sim.SimAnswer;
import dev.kith.testkit.sim.SimHandler;
import dev.kith.testkit.sim.SimRefusal;
import dev.kith.testkit.sim.SimRequest;
import dev.kith.tribe.sim.model.Switches;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lets only requests with a valid bearer token through; a token in the query counts only if switched on (T4). */
final class BearerGuard {
    private static final String SCHEME = "Bearer ";

    private final AccessTokens tokens;
    private final Switches switches;
    private final Limit limit;

    BearerGuard(AccessTokens tokens, Switches switches, Limit limit) {
        this.tokens = requireNonNull(tokens, "tokens");
        this.switches = requireNonNull(switches, "switches");
        this.limit = requireNonNull(limit, "limit");
    }

    SimHandler guard(SimHandler handler) {
        return request -> {
            check(request);
            limit.check();
            return handler.handle(request);
        };
    }

    private void check(SimRequest request) {
        String header = request.header("authorization").orElse("");
        boolean given = header.startsWith(SCHEME) && tokens.valid(header.substring(SCHEME.length()));
        boolean inQuery = switches.is("T4", "accepted")
                && request.parameter("access_token").filter(tokens::valid).isPresent();
        if (!given && !inQuery) {
            String words = "The access token is missing, unknown or expired.";
            throw new SimRefusal(refusal(401, "invalid_token", words).withHeader("WWW-Authenticate", "Bearer"));
        }
        if (!tokens.rights()) {
            throw new SimRefusal(refusal(403, "insufficient_rights", "The user lacks the rights for this."));
        }
    }

    /** T5. */
    private SimAnswer refusal(int status, String error, String words) {
        return switch (switches.get("T5")) {
            case "odata" -> SimAnswer.json(status, Map.of("error", Map.of("message", words)));
            case "empty" -> SimAnswer.empty(status);
            case "html" -> SimAnswer.text(status, "text/html", "<html><body>Refused</body></html>");
            default -> SimAnswer.json(status, oauth(error, words));
        };
    }

    private static Map<String, String> oauth(String error, String words) {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("error", error);
        body.put("error_description", words);
        return body;
    }
}
