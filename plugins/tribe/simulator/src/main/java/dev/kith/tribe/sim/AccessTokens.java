package dev.kith.tribe.sim;

import static java.util.Objects.requireNonNull;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The access tokens given out; they live in memory only. */
final class AccessTokens {
    /** T3. */
    static final Duration LIFETIME = Duration.ofHours(1);

    private final Map<String, Instant> expiry = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final Clock clock;

    AccessTokens(Clock clock) {
        this.clock = requireNonNull(clock, "clock");
    }

    String issue(Duration lifetime) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        String token = "tribe_at_" + HexFormat.of().formatHex(bytes);
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
