package dev.kith.engine.plugin;

import static java.util.Objects.requireNonNull;

import dev.kith.spi.Token;
import dev.kith.spi.Urgency;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Tokens and call rates by account, shared by all connectors of the host. Thread-safe. */
public final class Accounts {
    private final Clock clock;
    private final Waiting waiting;
    private final Map<String, TokenCache> tokens = new ConcurrentHashMap<>();
    private final Map<String, Turns> turns = new ConcurrentHashMap<>();

    private final Windows windows = new Windows();

    public Accounts(Clock clock, Waiting waiting) {
        this.clock = requireNonNull(clock, "clock");
        this.waiting = requireNonNull(waiting, "waiting");
    }

    Token token(String account, Supplier<Token> fetch) {
        return cache(account).token(fetch);
    }

    void refuse(String account, Token token) {
        cache(account).refuse(token);
    }

    void awaitTurn(String account, double perSecond, Urgency urgency) {
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException("A rate must be above 0 calls per second, was " + perSecond);
        }
        if (perSecond == Double.POSITIVE_INFINITY) {
            return;
        }
        Turns mine = turns.computeIfAbsent(account, unused -> new Turns());
        waiting.pause(mine.reserve(clock.instant(), perSecond, urgency));
    }

    void awaitWindow(String limited, int most, Duration within) {
        waiting.pause(windows.reserve(limited, clock.instant(), most, within));
    }

    private TokenCache cache(String account) {
        return tokens.computeIfAbsent(account, unused -> new TokenCache(clock));
    }
}
