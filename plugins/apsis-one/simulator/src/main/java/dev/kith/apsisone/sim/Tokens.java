package dev.kith.apsisone.sim;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.testkit.sim.Percent;
import dev.kith.testkit.sim.SimAnswer;
import dev.kith.testkit.sim.SimJson;
import dev.kith.testkit.sim.SimRefusal;
import dev.kith.testkit.sim.SimRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Issues and checks bearer tokens: JWTs signed with the client secret (A1), so that they outlive a restart. Expiring all
 * of them starts a new generation (A2).
 */
final class Tokens {
    private static final Duration LIFE = Duration.ofHours(24);

    private static final Duration SHORT_LIFE = Duration.ofSeconds(90);

    private final Account account;
    private final Clock clock;
    private final Switches switches;
    private final Limits limits;
    private final Map<String, Instant> opaque = new ConcurrentHashMap<>();
    private final AtomicLong generation = new AtomicLong();

    Tokens(Account account, Clock clock, Switches switches, Limits limits) {
        this.account = account;
        this.clock = clock;
        this.switches = switches;
        this.limits = limits;
    }

    /** Answers a token request in JSON or as a form (A3). */
    SimAnswer issue(SimRequest request) throws IOException {
        limits.token();
        Map<String, String> fields = fields(request);
        if (!"client_credentials".equals(fields.get("grant_type"))) {
            throw Problem.badRequest("grant_type must be client_credentials");
        }
        boolean known = account.clientId().equals(fields.get("client_id"))
                && account.clientSecret().equals(fields.get("client_secret"));
        if (!known) {
            throw Problem.unauthorized("Unknown client_id or wrong client_secret");
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("access_token", newToken());
        if (!switches.is(Switch.A1, "no-expires-in")) {
            answer.put("expires_in", life().toSeconds());
        }
        answer.put("token_type", "Bearer");
        return SimAnswer.json(200, answer);
    }

    private Duration life() {
        return switches.is(Switch.A1, "short") ? SHORT_LIFE : LIFE;
    }

    /** Refuses a request without a valid token. */
    void check(SimRequest request) throws IOException {
        String header = request.header("authorization").orElse("");
        if (!header.startsWith("Bearer ")) {
            throw Problem.unauthorized("Authorization must be a bearer token");
        }
        String token = header.substring("Bearer ".length());
        Instant end = opaque.get(token);
        if (end != null && clock.instant().isBefore(end)) {
            return;
        }
        List<String> parts = List.of(header.substring("Bearer ".length()).split("\\.", 3));
        if (parts.size() != 3 || !signed(parts)) {
            throw refused("Token is not valid");
        }
        JsonNode claims = SimJson.MAPPER.readTree(Base64.getUrlDecoder().decode(parts.get(1)));
        boolean over = claims.path("exp").asLong() <= clock.instant().getEpochSecond();
        if (over || claims.path("gen").asLong() != generation.get()) {
            throw refused("Token has expired");
        }
    }

    /** A2. */
    private SimRefusal refused(String detail) {
        return switches.is(Switch.A2, "401") ? Problem.unauthorized(detail) : Problem.forbidden(detail);
    }

    void expireAll() {
        generation.incrementAndGet();
        opaque.clear();
    }

    long generation() {
        return generation.get();
    }

    void restore(long savedGeneration) {
        generation.set(savedGeneration);
    }

    /** The opaque tokens that are still good, with their end in milliseconds. */
    Map<String, Long> opaque() {
        Map<String, Long> good = new TreeMap<>();
        opaque.forEach((token, end) -> {
            if (clock.instant().isBefore(end)) {
                good.put(token, end.toEpochMilli());
            }
        });
        return good;
    }

    void restoreOpaque(Map<String, Long> saved) {
        saved.forEach((token, end) -> opaque.put(token, Instant.ofEpochMilli(end)));
    }

    private Map<String, String> fields(SimRequest request) throws IOException {
        Map<String, String> fields = new HashMap<>();
        boolean forms = switches.is(Switch.A3, "json-and-form");
        if (forms && request.header("content-type").orElse("").startsWith("application/x-www-form-urlencoded")) {
            for (String pair : List.of(request.text().split("&", -1))) {
                int equals = Math.max(pair.indexOf('='), 0);
                fields.put(
                        pair.substring(0, equals),
                        Percent.decode(pair.substring(Math.min(equals + 1, pair.length()))
                                .replace('+', ' ')));
            }
            return fields;
        }
        request.json()
                .properties()
                .forEach(e -> fields.put(e.getKey(), e.getValue().asText()));
        return fields;
    }

    private String newToken() {
        if (switches.is(Switch.A1, "opaque")) {
            String token = UUID.randomUUID().toString();
            opaque.put(token, clock.instant().plus(LIFE));
            return token;
        }
        String head = encode(SimJson.bytes(Map.of("alg", "HS256", "typ", "JWT")));
        String claims = encode(SimJson.bytes(Map.of(
                "exp",
                clock.instant().plus(life()).getEpochSecond(),
                "gen",
                generation.get(),
                "jti",
                UUID.randomUUID().toString())));
        return head + "." + claims + "." + encode(signature(head + "." + claims));
    }

    private boolean signed(List<String> parts) {
        byte[] expected = encode(signature(parts.get(0) + "." + parts.get(1))).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(expected, parts.get(2).getBytes(StandardCharsets.US_ASCII));
    }

    private byte[] signature(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(account.clientSecret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HmacSHA256", e);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
