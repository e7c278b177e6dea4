package dev.kith.engine.home;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What {@code kith.yaml} says.
 *
 * @param host the loopback address to listen on
 * @param port 0 for any free one
 * @param names host names, beside the loopback ones, by which the server may be called
 * @param database absolute
 * @param retention how long things are kept
 */
public record ServerSettings(String host, int port, List<String> names, Path database, Retention retention) {
    public ServerSettings {
        requireNonNull(host, "host");
        names = List.copyOf(names);
        requireNonNull(database, "database");
        requireNonNull(retention, "retention");
    }

    /** The same on another port. */
    public ServerSettings onPort(int other) {
        return new ServerSettings(host, other, names, database, retention);
    }

    /**
     * How long things are kept.
     *
     * @param details runs, their issues, and whatever else tells what happened to single contacts
     * @param ledger the history of consents
     */
    public record Retention(Duration details, Duration ledger) {
        public static final Retention DEFAULT = new Retention(Duration.ofDays(90), Duration.ofDays(5 * 365 + 1));

        public Retention {
            requireNonNull(details, "details");
            requireNonNull(ledger, "ledger");
        }
    }
}
