package dev.kith.engine.store;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Runs, from being asked for to their end. Only the owner that claimed a run can settle or finish it; what they are like is
 * read by {@link RunReads}.
 */
public final class Runs {
    private final Database database;
    private final Clock clock;

    Runs(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Queues a run.
     *
     * @throws RunOpen when another run of the kind has not ended, and the integration can have only one
     */
    public Run create(String integration, RunKind kind, boolean force, String ruleSetVersion) throws RunOpen {
        return create(new NewRun(integration, kind, force, ruleSetVersion, Optional.empty()));
    }

    /**
     * Queues the import of a saved list.
     *
     * @throws RunOpen when another import of the list has not ended
     */
    public Run createListImport(String integration, String list, boolean force, String ruleSetVersion) throws RunOpen {
        return create(new NewRun(integration, RunKind.LIST_IMPORT, force, ruleSetVersion, Optional.of(list)));
    }

    private Run create(NewRun run) {
        return database.write(handle -> insert(handle, clock.millis(), run)
                .orElseThrow(() -> new RunOpen(run.integration(), run.kind(), openRun(handle, run))));
    }

    /** Starts or resumes a queued or interrupted run; empty when it is in another state. */
    public Optional<Run> claim(long run, String owner, Duration lease) {
        return database.write(handle -> handle.createQuery("""
                        update run set state = 'running', owner = :owner, lease_until = :until,
                            started_at = coalesce(started_at, :now)
                        where id = :run and state in ('queued', 'interrupted')
                        returning *""")
                .bind("run", run)
                .bind("owner", owner)
                .bind("until", clock.millis() + lease.toMillis())
                .bind("now", clock.millis())
                .map(RunTable::read)
                .findOne());
    }

    /** Prolongs the lease; false when the run is no longer this owner's. */
    public boolean renew(long run, String owner, Duration lease) {
        return database.write(handle -> handle.createUpdate("""
                                update run set lease_until = :until
                                where id = :run and owner = :owner and state = 'running'""")
                        .bind("run", run)
                        .bind("owner", owner)
                        .bind("until", clock.millis() + lease.toMillis())
                        .execute())
                == 1;
    }

    /** Asks a run to stop; without effect on one that ended. */
    public void requestCancel(long run) {
        database.write(handle -> handle.createUpdate("""
                        update run set cancel_requested = 1
                        where id = :run and state in ('queued', 'running', 'interrupted')""").bind("run", run).execute());
    }

    /**
     * Writes a batch in one transaction.
     *
     * @throws StoreException when the run is not running under this owner, or the database fails; nothing is written
     */
    public void settle(Settlement settlement) throws StoreException {
        database.write(handle -> Settle.write(handle, settlement, clock.instant()));
    }

    /**
     * The same for contacts that the run has settled before: the issues that it listed of them are replaced.
     *
     * @param settlement whose counts add to what was counted of these contacts
     */
    public void settleAgain(Settlement settlement) throws StoreException {
        database.write(handle -> Settle.again(handle, settlement, clock.instant()));
    }

    /**
     * The same, with how many contacts had a value in which of the CRM's fields since the batch that said so before.
     *
     * @param filled without the fields that nobody had a value in
     */
    public void settle(Settlement settlement, Map<String, Long> filled, long contacts) throws StoreException {
        database.write(handle -> {
            int changed = Settle.write(handle, settlement, clock.instant());
            FieldCounters.add(handle, settlement.run(), filled, contacts);
            return changed;
        });
    }

    /**
     * Notes what is about to be written to the audience, before it is, so that a crash can't hide it. The run's counts and
     * cursor stay, and so does the run that last saw the contacts.
     *
     * @throws StoreException when the run is not running under this owner, or the database fails; nothing is written
     */
    public void intend(long run, String owner, List<Link> links) throws StoreException {
        database.write(handle -> Settle.intend(handle, run, owner, links));
    }

    /**
     * Ends a run for good.
     *
     * @param cause why it ended so; empty when there is nothing to say
     * @throws StoreException when the run is not running under this owner
     */
    public void finish(long run, String owner, RunState state, String cause) throws StoreException {
        if (!state.isEnded()) {
            throw new IllegalArgumentException("Run %d: a run does not end in state %s.".formatted(run, state.word()));
        }
        database.write(handle -> {
            Fence.require(run, owner, end(handle, run, owner, state, cause));
            StagedTable.holdUncounted(handle);
            return ImportTable.forgetEnded(handle);
        });
    }

    private int end(Handle handle, long run, String owner, RunState state, String cause) {
        return handle.createUpdate("""
                        update run set state = :state, cause = :cause, ended_at = :now, owner = null, lease_until = null
                        where id = :run and owner = :owner and state = 'running'""")
                .bind("run", run)
                .bind("owner", owner)
                .bind("state", state.word())
                .bind("cause", cause)
                .bind("now", clock.millis())
                .execute();
    }

    /**
     * Marks runs that nobody works on any more as interrupted: those whose lease ran out, and those of any other owner,
     * since the lock on the home proves that no other host is alive. Called at start.
     *
     * @param owner this host; a name that no earlier start used, or what that start left running waits for its lease
     * @return all interrupted runs, oldest first
     */
    public List<Run> interruptAbandoned(String owner) {
        return database.write(handle -> {
            handle.createUpdate("""
                            update run set state = 'interrupted', owner = null
                            where state = 'running' and (owner != :owner or :now > lease_until)""")
                    .bind("owner", owner)
                    .bind("now", clock.millis())
                    .execute();
            return handle.createQuery("select * from run where state = 'interrupted' order by id")
                    .map(RunTable::read)
                    .list();
        });
    }

    /**
     * Ends runs as failed whose last sign of life, the lease, is older than that; a queued run has none yet. Those in this
     * owner's work go on, however far the clock was set on meanwhile.
     */
    public void failAbandonedLongerThan(Duration age, String owner) {
        database.write(handle -> {
            int failed = handle.createUpdate("""
                            update run set state = 'failed', ended_at = :now, owner = null, lease_until = null,
                                cause = 'Interrupted, and not resumed in time. What was settled stays; start a new run.'
                            where (state = 'interrupted' or (state = 'running' and owner != :owner))
                                and lease_until < :oldest""")
                    .bind("owner", owner)
                    .bind("now", clock.millis())
                    .bind("oldest", clock.millis() - age.toMillis())
                    .execute();
            StagedTable.holdUncounted(handle);
            return failed;
        });
    }

    /**
     * Notes of contacts that no run has seen yet, since an event made them, that a full run ended without them: from the
     * next one on they count as those that the run before saw last.
     *
     * @throws StoreException when the run is lost, or the database fails; nothing is written
     */
    public void markUnseen(long run, String owner, String integration, long before) throws StoreException {
        database.write(handle -> {
            Fence.hold(handle, run, owner);
            return handle.createUpdate("""
                            update link set last_seen_run = :before
                            where integration = :integration and last_seen_run = 0""")
                    .bind("before", before)
                    .bind("integration", integration)
                    .execute();
        });
    }

    /** Empty when another run stands in the way. */
    static Optional<Run> insert(Handle handle, long now, NewRun run) {
        return handle.createQuery("""
                        insert into run (id, integration, kind, state, force, rule_set_version, created_at, list)
                        select :id, :integration, :kind, 'queued', :force, :version, :now, :list
                        where :alone = 0 or not exists (
                            select 1 from run where integration = :integration and kind = :kind
                                and list = :list and state in ('queued', 'running', 'interrupted'))
                        returning *""")
                .bind("alone", run.kind().isAlone() ? 1L : 0L)
                .bind("id", nextId(handle))
                .bind("integration", run.integration())
                .bind("kind", run.kind().word())
                .bind("force", run.force() ? 1L : 0L)
                .bind("version", run.ruleSetVersion())
                .bind("now", now)
                .bind("list", run.list().orElse(""))
                .map(RunTable::read)
                .findOne();
    }

    private static long nextId(Handle handle) {
        return handle.createQuery("update counter set last = last + 1 where name = 'run' returning last")
                .mapTo(Long.class)
                .one();
    }

    private static long openRun(Handle handle, NewRun run) {
        return handle.createQuery("""
                        select id from run where integration = :integration and kind = :kind and list = :list
                            and state in ('queued', 'running', 'interrupted')""")
                .bind("integration", run.integration())
                .bind("kind", run.kind().word())
                .bind("list", run.list().orElse(""))
                .mapTo(Long.class)
                .one();
    }
}
