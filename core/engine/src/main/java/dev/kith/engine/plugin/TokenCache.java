package dev.kith.engine.plugin;

import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.Token;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The token of one account. One thread fetches; those that ask meanwhile wait and get the same token or the same failure,
 * so that a dead login server is asked once and not once per thread.
 */
final class TokenCache {
    private static final Duration MARGIN = Duration.ofSeconds(60);

    private final Clock clock;
    private @Nullable Token token;
    private Instant renewAt = Instant.MIN;
    private @Nullable FutureTask<Token> flight;
    private @Nullable Thread fetching;

    TokenCache(Clock clock) {
        this.clock = clock;
    }

    Token token(Supplier<Token> fetch) {
        FutureTask<Token> mine;
        FutureTask<Token> current;
        synchronized (this) {
            if (token != null && clock.instant().isBefore(renewAt)) {
                return token;
            }
            if (fetching == Thread.currentThread()) {
                throw new IllegalStateException("A token's fetch asks for the same account's token");
            }
            mine = new FutureTask<>(() -> keep(fetch.get()));
            current = flight == null ? mine : flight;
            if (current == mine) {
                flight = mine;
                fetching = Thread.currentThread();
            }
        }
        if (current == mine) {
            fly(mine);
        }
        return landed(current);
    }

    synchronized void refuse(Token refused) {
        if (refused.equals(token)) {
            token = null;
        }
    }

    private void fly(FutureTask<Token> task) {
        task.run();
        synchronized (this) {
            flight = null;
            fetching = null;
        }
    }

    private synchronized Token keep(@Nullable Token fetched) {
        if (fetched == null) {
            throw new ConnectorException(Kind.BUG, "The connector fetched null in place of a token.");
        }
        Instant now = clock.instant();
        Duration half = Duration.between(now, fetched.expires()).dividedBy(2);
        // A token that lives for less than two margins is still worth keeping for a while.
        renewAt = fetched.expires().minus(half.compareTo(MARGIN) < 0 ? half : MARGIN);
        token = fetched;
        return fetched;
    }

    private static Token landed(FutureTask<Token> task) {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw HostWaiting.stopping();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw new IllegalStateException(e);
        }
    }
}
