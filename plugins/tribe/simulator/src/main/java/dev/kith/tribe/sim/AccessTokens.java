package dev.kith.tribe.sim;

import static java.util.Objects.requireNonNull;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The access tokens given out; they live in memory only. */
final class AccessTokens {
    /** T3. */
    static final Duration LIFETIME = Duration.ofHours(1);

    private final Map<String, Instant> expiry = new ConcurrentHashMap<>();
    private final Set<String> refreshing = ConcurrentHashMap.newKeySet();
    private volatile boolean rights = true;
    private final SecureRandom random = new SecureRandom();
    private final Clock clock;

    AccessTokens(Clock clock) {
        this.clock = requireNonNull(clock, "clock");
    }

    private String random(String start) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return start + HexFormat.of().formatHex(bytes);
    }

    /** A refresh token, good for one use. */
    String issueRefresh() {
        String token = random("tribe_rt_");
        refreshing.add(token);
        return token;
    }

    /** Uses a refresh token up; false when it wasn't given out, or was used before. */
    boolean use(String refreshToken) {
        return refreshing.remove(refreshToken);
    }

    /** Whether those who have a token may do anything with it. */
    boolean rights() {
        return rights;
    }

    void setRights(boolean given) {
        rights = given;
    }

    String issue(Duration lifetime) {
        String token = random("tribe_at_");
        expiry.values().removeIf(end -> !end.isAfter(clock.instant()));
        expiry.put(token, clock.instant().plus(lifetime));
        return token;
    }

    boolean valid(String token) {
        Instant end = expiry.get(token);
        return end != null && end.isAfter(clock.instant());
    }

    void expireAll() {
        expiry.clear();
    }
}
