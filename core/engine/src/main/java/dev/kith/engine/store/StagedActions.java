package dev.kith.engine.store;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** What the guard holds: counted, released, approved and rejected. The rows come and go when contacts are settled. */
public final class StagedActions {
    private static final Duration WINDOW = Duration.ofHours(24);

    private final Database database;
    private final Clock clock;

    StagedActions(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** How many actions of a kind there are in a state. */
    public record Count(StagedKind kind, StagedState state, long actions) {}

    /** What is staged of these contacts, by key and kind. */
    public Map<String, Map<StagedKind, StagedAction>> of(String integration, Collection<String> keys) {
        return database.read(handle -> {
            Map<String, Map<StagedKind, StagedAction>> found = new HashMap<>();
            for (List<String> list : KeyLists.of(keys)) {
                handle.createQuery(
                                "select * from staged_action where integration = :integration and contact_key in (<keys>)")
                        .bind("integration", integration)
                        .bindList("keys", list)
                        .map(StagedTable::read)
                        .forEach(action -> found.computeIfAbsent(
                                        action.contactKey(), key -> new EnumMap<>(StagedKind.class))
                                .put(action.kind(), action));
            }
            return found;
        });
    }

    /**
     * Decides about an action of an event, and remembers it for 24 hours. Those that wait count too.
     *
     * @return whether it may be delivered at once
     */
    public boolean admit(String integration, StagedKind kind, String key, GuardLimit limit) {
        long now = clock.millis();
        return database.write(handle -> {
            handle.createUpdate(
                            "delete from guarded_event where integration = :integration and kind = :kind and at < :old")
                    .bind("integration", integration)
                    .bind("kind", kind.word())
                    .bind("old", now - WINDOW.toMillis())
                    .execute();
            handle.createUpdate("""
                            insert into guarded_event (integration, kind, contact_key, at)
                            values (:integration, :kind, :key, :now)
                            on conflict (integration, kind, contact_key) do update set at = excluded.at""")
                    .bind("integration", integration)
                    .bind("kind", kind.word())
                    .bind("key", key)
                    .bind("now", now)
                    .execute();
            return !limit.isExceeded(recent(handle, integration, kind), () -> linked(handle, integration));
        });
    }

    private static long recent(Handle handle, String integration, StagedKind kind) {
        return handle.createQuery("""
                        select count(*) from (
                            select contact_key from guarded_event where integration = :integration and kind = :kind
                            union
                            select contact_key from staged_action where integration = :integration and kind = :kind
                                and state in ('counting', 'held'))""")
                .bind("integration", integration)
                .bind("kind", kind.word())
                .mapTo(Long.class)
                .one();
    }

    private static long linked(Handle handle, String integration) {
        return handle.createQuery("select count(*) from link where integration = :integration and profile = 1")
                .bind("integration", integration)
                .mapTo(Long.class)
                .one();
    }

    /**
     * Counts what a run has staged, with what is held already: each kind is held or released as a whole. The run's count of
     * staged actions is then that of those that stay.
     *
     * @param kinds those that are counted now; the run has staged all it will of them
     * @return how many were released
     * @throws StoreException when the run is not running under this owner; nothing is written
     */
    public int judge(Run run, String owner, Set<StagedKind> kinds, GuardLimit limit) throws StoreException {
        return database.write(handle -> {
            Fence.hold(handle, run.id(), owner);
            int released = 0;
            for (StagedKind kind : kinds) {
                released += judge(handle, run, kind, limit);
            }
            handle.createUpdate("""
                            update run set staged = (select count(*) from staged_action where integration = :integration
                                and run = :run and state in ('held', 'rejected'))
                            where id = :run""")
                    .bind("integration", run.integration())
                    .bind("run", run.id())
                    .execute();
            return released;
        });
    }

    private static int judge(Handle handle, Run run, StagedKind kind, GuardLimit limit) {
        long actions = handle.createQuery("""
                        select count(*) from staged_action where integration = :integration and kind = :kind
                            and state in ('counting', 'held')""")
                .bind("integration", run.integration())
                .bind("kind", kind.word())
                .mapTo(Long.class)
                .one();
        boolean held = limit.isExceeded(actions, () -> linked(handle, run.integration()));
        int changed = handle.createUpdate("""
                        update staged_action set state = :state
                        where integration = :integration and kind = :kind and state = 'counting' and run = :run""")
                .bind("state", held ? StagedState.HELD.word() : StagedState.RELEASED.word())
                .bind("integration", run.integration())
                .bind("kind", kind.word())
                .bind("run", run.id())
                .execute();
        return held ? 0 : changed;
    }

    /** Contacts with released actions, but for merges and erasures, in the order of their keys behind a key. */
    public List<String> released(String integration, String after, int limit) {
        return database.read(handle -> handle.createQuery("""
                        select distinct contact_key from staged_action
                        where integration = :integration and state = 'released' and kind not in ('merge', 'erase')
                            and contact_key > :after
                        order by contact_key limit :limit""")
                .bind("integration", integration)
                .bind("after", after)
                .bind("limit", limit)
                .mapTo(String.class)
                .list());
    }

    /** Stages merges or erasures of a run; what a person said about the same ones stands. */
    public void stage(Run run, String owner, List<StagedAction> actions) {
        database.write(handle -> {
            int mine = Fence.hold(handle, run.id(), owner);
            StagedTable.upsert(handle, run.integration(), actions);
            return mine;
        });
    }

    /** Forgets merges that were staged by earlier runs and aren't wanted any more. */
    public void forgetMergesBefore(Run run) {
        forgetMerges(run, "run != :run");
    }

    /** Forgets merges that are done. */
    public void forgetReleasedMerges(Run run) {
        forgetMerges(run, "run = :run and state = 'released'");
    }

    private void forgetMerges(Run run, String which) {
        database.write(handle -> handle.createUpdate(
                        "delete from staged_action where integration = :integration and kind = 'merge' and " + which)
                .bind("integration", run.integration())
                .bind("run", run.id())
                .execute());
    }

    /**
     * Forgets erasures that a full run didn't stage, unless an event found the contact gone, and it takes this run and
     * another one to find that too.
     */
    public void forgetErasuresBefore(Run run) {
        database.write(handle -> handle.createUpdate("""
                        delete from staged_action where integration = :integration and kind = 'erase' and run != :run
                            and not exists (
                                select 1 from link where link.integration = :integration
                                    and link.contact_key = staged_action.contact_key and in_scope = 0
                                    and (profile = 1 or dirty = 1) and :run > last_seen_run)""")
                .bind("integration", run.integration())
                .bind("run", run.id())
                .execute());
    }

    /** Forgets what is staged of contacts that the CRM doesn't show any more. */
    public void forget(String integration, Set<String> keys) {
        database.write(handle -> {
            StagedTable.replace(handle, integration, keys, List.of());
            return keys.size();
        });
    }

    /** How many actions wait for a person. */
    public long held(String integration) {
        return database.read(handle -> handle.createQuery(
                        "select count(*) from staged_action where integration = :integration and state = 'held'")
                .bind("integration", integration)
                .mapTo(Long.class)
                .one());
    }

    public List<Count> counts(String integration) {
        return database.read(handle -> handle.createQuery("""
                        select kind, state, count(*) as actions from staged_action where integration = :integration
                        group by kind, state order by kind, state""")
                .bind("integration", integration)
                .map((row, context) -> new Count(
                        StagedKind.of(row.getString("kind")).orElseThrow(),
                        StagedState.of(row.getString("state")).orElseThrow(),
                        row.getLong("actions")))
                .list());
    }

    /** Staged actions in the order of kinds and contact keys. */
    public List<StagedAction> list(String integration, Set<StagedKind> kinds, int limit, int offset) {
        return database.read(handle -> handle.createQuery("""
                        select * from staged_action where integration = :integration and kind in (<kinds>)
                        order by kind, contact_key limit :limit offset :offset""")
                .bind("integration", integration)
                .bindList("kinds", StagedTable.words(kinds))
                .bind("limit", limit)
                .bind("offset", offset)
                .map(StagedTable::read)
                .list());
    }
}
