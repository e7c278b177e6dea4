package dev.kith.engine.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Removes what is older than it has to be kept. What is still needed stays, whatever its age: links, runs that haven't
 * ended, and the newest completed full run of each integration, by which Kith judges who is gone.
 */
public final class Retention {
    /** Bounds a unit of work, so that settles don't wait long. */
    private static final int ROWS = 1_000;

    private static final String OLD_RUNS = """
            select id from run as old where ended_at < :before and (kind in ('dry-run', 'backtest') or exists (
                select 1 from run as newer where newer.integration = old.integration and newer.id > old.id
                    and newer.kind = 'full' and newer.state = 'completed'))""";

    private static final List<String> OF_RUNS = Stream.of("run_issue", "run_difference", "run_rules", "run_field")
            .map(table -> "delete from " + table + " where rowid in (select rowid from " + table + " where run in ("
                    + OLD_RUNS + ") limit :rows)")
            .toList();

    private static final String RUNS = "delete from run where id in (" + OLD_RUNS + " limit :rows)";

    private static final String LEDGER =
            "delete from consent_ledger where rowid in (select rowid from consent_ledger where at < :before limit :rows)";

    private static final String AUDIT =
            "delete from audit_log where rowid in (select rowid from audit_log where at < :before limit :rows)";

    /** Dead events stay: they can be retried. */
    private static final String EVENTS = "delete from inbox_event where id in (select id from inbox_event"
            + " where ended_at < :before and state not in ('pending', 'dead') limit :rows)";

    private final Database database;
    private final Clock clock;

    Retention(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * How long things are kept.
     *
     * @param details runs with their issues, differences and field counts, and events that ended
     * @param ledger the history of consents, and the audit log
     */
    public record Keep(Duration details, Duration ledger) {}

    /**
     * Removes what is too old, in small transactions. Blocks until it is done.
     *
     * @return how many rows there were
     */
    public long prune(Keep keep) {
        Instant now = clock.instant();
        Instant details = now.minus(keep.details());
        long rows = 0;
        for (String statement : OF_RUNS) {
            rows += all(statement, details);
        }
        Instant history = now.minus(keep.ledger());
        return rows + all(EVENTS, details) + all(RUNS, details) + all(LEDGER, history) + all(AUDIT, history);
    }

    private long all(String statement, Instant before) {
        long rows = 0;
        int removed;
        do {
            removed = database.write(handle -> handle.createUpdate(statement)
                    .bind("before", before.toEpochMilli())
                    .bind("rows", ROWS)
                    .execute());
            rows += removed;
        } while (removed == ROWS);
        return rows;
    }
}
