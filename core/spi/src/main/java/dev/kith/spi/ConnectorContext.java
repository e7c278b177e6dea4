package dev.kith.spi;

import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;

/** What the host lends to one connector. Thread-safe; valid until {@link Connector#close}. */
public interface ConnectorContext {

    Settings settings();

    /** The only way out: calls to the origins of this connector's URL settings. */
    Http http();

    Clock clock();

    /** Goes to the host's log, marked with the integration. Never log personal data or secrets. */
    System.Logger logger();

    /**
     * A bearer token, fetched once for all connectors that use the same account, and kept until shortly before it ends.
     * Blocks while a token is fetched; only one thread fetches.
     *
     * @param account what the tokens belong to, such as origin and client id
     * @param fetch gets a new token; its {@link ConnectorException} goes to the caller
     */
    Token token(String account, Supplier<Token> fetch);

    /** Forgets a token that the system refused, unless a newer one has taken its place. */
    void refuse(String account, Token token);

    /**
     * Waits for the turn of one call. The rate counts for all connectors that use the same account; while calls of
     * {@link Urgency#RUN} go on, {@link Urgency#NOW} has a quarter of it for itself.
     *
     * @param perSecond {@link Double#POSITIVE_INFINITY} returns at once
     */
    void awaitTurn(String account, double perSecond, Urgency urgency);

    /**
     * Waits until this call is one of at most so many within any time of that length: for limits that allow calls close
     * together. They count for all connectors that name the same thing.
     *
     * @param limited what the limit is for, such as an account and a record in it; kept in memory while it counts
     * @param most how many calls, from 1 to 100
     */
    void awaitWindow(String limited, int most, Duration within);

    /** As {@link #awaitTurn(String, double, Urgency)}, for a call that just has to be made. */
    default void awaitTurn(String account, double perSecond) {
        awaitTurn(account, perSecond, Urgency.NOW);
    }

    /**
     * Waits, by the host's clock.
     *
     * @throws ConnectorException TRANSIENT when the host is stopping
     */
    void pause(Duration duration);
}
