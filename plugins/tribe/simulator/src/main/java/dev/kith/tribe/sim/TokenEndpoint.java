package dev.kith.tribe.sim;

import static java.util.Objects.requireNonNull;

import dev.kith.testkit.sim.SimAnswer;
import dev.kith.testkit.sim.SimRefusal;
import dev.kith.testkit.sim.SimRequest;
import dev.kith.tribe.sim.model.Switches;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gives out tokens for client credentials and refresh tokens, and refuses in the shape of Hydra. */
final class TokenEndpoint {
    private static final Set<String> SCOPES = Set.of("read", "write");

    private final Client client;
    private final AccessTokens tokens;
    private final Switches switches;

    TokenEndpoint(Client client, AccessTokens tokens, Switches switches) {
        this.client = requireNonNull(client, "client");
        this.tokens = requireNonNull(tokens, "tokens");
        this.switches = requireNonNull(switches, "switches");
    }

    SimAnswer token(SimRequest request) {
        Map<String, String> form = form(request);
        String grant = form.getOrDefault("grant_type", "");
        if (grant.isEmpty()) {
            throw refusal(400, "invalid_request", "The request is missing a required parameter.", "grant_type");
        }
        authenticate(request, form);
        boolean refresh = grant.equals("refresh_token");
        if (grant.equals("authorization_code") || (refresh && !tokens.use(form.getOrDefault("refresh_token", "")))) {
            throw refusal(400, "invalid_grant", "The provided authorization grant is invalid.", "None was given out.");
        }
        if (!refresh && !grant.equals("client_credentials")) {
            throw refusal(400, "unsupported_grant_type", "The authorization grant type is not supported.", grant);
        }
        String scope = form.getOrDefault("scope", "");
        if (!refresh) {
            checkScope(scope);
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        String seconds = switches.get("T3");
        boolean said = !seconds.equals("absent");
        Duration lifetime = said ? Duration.ofSeconds(Long.parseLong(seconds)) : AccessTokens.LIFETIME;
        answer.put("access_token", tokens.issue(lifetime));
        if (said) {
            answer.put("expires_in", lifetime.toSeconds());
        }
        if (refresh || List.of(scope.split(" ", -1)).contains("offline")) {
            answer.put("refresh_token", tokens.issueRefresh()); // another one each time
        }
        answer.put("scope", scope);
        answer.put("token_type", "bearer");
        return SimAnswer.json(200, answer).withHeader("Cache-Control", "no-store");
    }

    private static Map<String, String> form(SimRequest request) {
        String type = request.header("content-type").orElse("");
        if (!type.startsWith("application/x-www-form-urlencoded")) {
            throw refusal(400, "invalid_request", "The body is not a form.", "Content-Type: " + type);
        }
        Map<String, String> form = new HashMap<>();
        for (String part : request.text().split("&", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                form.put(decode(part.substring(0, equals)), decode(part.substring(equals + 1)));
            }
        }
        return form;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Only the credentials in the body count, unless it is switched (T2). */
    private void authenticate(SimRequest request, Map<String, String> form) {
        String basic = Base64.getEncoder()
                .encodeToString((client.id() + ":" + client.secret()).getBytes(StandardCharsets.UTF_8));
        if (switches.is("T2", "basic")
                && request.header("authorization").orElse("").equals("Basic " + basic)) {
            return;
        }
        boolean id = form.getOrDefault("client_id", "").equals(client.id());
        boolean secret = same(form.getOrDefault("client_secret", ""), client.secret());
        if (!id || !secret) {
            throw refusal(
                    401,
                    "invalid_client",
                    "Client authentication failed (e.g., unknown client, no client authentication included, or"
                            + " unsupported authentication method).",
                    "Send client_id and client_secret in the body.");
        }
    }

    private static boolean same(String a, String b) {
        return MessageDigest.isEqual(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }

    /** T1. */
    private void checkScope(String scope) {
        if (scope.isBlank() && switches.is("T1", "required")) {
            throw refusal(
                    400, "invalid_scope", "The requested scope is invalid, unknown, or malformed.", "None given.");
        }
        for (String name : List.of(scope.split(" ", -1))) {
            boolean offline = name.equals("offline") && switches.is("T1", "offline");
            if (!name.isEmpty() && !offline && !SCOPES.contains(name)) {
                throw refusal(
                        400,
                        "invalid_scope",
                        "The requested scope is invalid, unknown, or malformed.",
                        "The client is not allowed to request scope '" + name + "'.");
            }
        }
    }

    private static SimRefusal refusal(int status, String error, String description, String hint) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", error);
        body.put("error_description", description);
        body.put("error_hint", hint);
        body.put("status_code", status);
        return new SimRefusal(SimAnswer.json(status, body));
    }
}
