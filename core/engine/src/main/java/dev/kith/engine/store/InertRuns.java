package dev.kith.engine.store;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/**
 * Runs that decide and write nothing: no link, cursor or ledger moves, and none of them waits for another run. What they
 * find is kept with them.
 */
public final class InertRuns {
    private final Database database;
    private final Clock clock;

    InertRuns(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Queues a run.
     *
     * @param rules what it decides by; empty for the active rule set
     */
    public Run create(
            String integration, RunKind kind, boolean force, String ruleSetVersion, Optional<RuleTexts> rules) {
        if (!kind.isInert()) {
            throw new IllegalArgumentException("A run of kind %s is not inert.".formatted(kind.word()));
        }
        return database.write(handle -> {
            Run run = Runs.insert(
                            handle,
                            clock.millis(),
                            new NewRun(integration, kind, force, ruleSetVersion, Optional.empty()))
                    .orElseThrow();
            rules.ifPresent(texts -> keep(handle, run.id(), texts));
            return run;
        });
    }

    /** What the run decides by; empty for the active rule set. */
    public Optional<RuleTexts> rules(long run) {
        return database.read(handle -> handle.createQuery("select * from run_rules where run = :run")
                .bind("run", run)
                .map((row, context) -> RuleTexts.of(row))
                .findOne());
    }

    /**
     * Forgets what the run found before it was interrupted.
     *
     * @throws StoreException when the run is not running under this owner
     */
    public void beginAgain(long run, String owner) throws StoreException {
        database.write(handle -> {
            int mine = Fence.hold(handle, run, owner);
            handle.createUpdate("delete from run_difference where run = :run")
                    .bind("run", run)
                    .execute();
            handle.createUpdate("delete from run_issue where run = :run")
                    .bind("run", run)
                    .execute();
            handle.createUpdate("""
                            update run set pages = 0, cursor = null, first_total = null, last_total = null,
                                contacts_read = 0, created = 0, updated = 0, unchanged = 0, out_of_scope = 0,
                                erased = 0, issues = 0, consents = 0, staged = 0
                            where id = :run""").bind("run", run).execute();
            return mine;
        });
    }

    /**
     * Writes a batch in one transaction.
     *
     * @param settlement its counts and issues; without links, ledger and cursor
     * @throws StoreException when the run is not running under this owner, or the database fails; nothing is written
     */
    public void settle(Settlement settlement, List<Difference> differences) throws StoreException {
        database.write(handle -> {
            int changed = Settle.write(handle, settlement, clock.instant());
            Differences.add(handle, settlement.run(), differences);
            return changed;
        });
    }

    private static void keep(Handle handle, long run, RuleTexts rules) {
        Update insert = handle.createUpdate("""
                        insert into run_rules (run, conditions, mappings, consents, schema_yaml)
                        values (:run, :conditions, :mappings, :consents, :schema)""").bind("run", run);
        rules.bindTo(insert).execute();
    }
}
