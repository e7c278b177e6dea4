package dev.kith.engine.store;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Removes what is known of a person. The ledger keeps what happened to the consents, under a keyed hash by which
 * {@link Ledger#of} still finds it; issues and ended events keep that they happened, under the same hash.
 */
public final class Forgetting {
    private static final String OF_RUNS = " and run in (select id from run where integration = :integration)";

    /** Statements that remove rows, by table. */
    private static final Map<String, String> REMOVED = inOrder(
            statement("link", "delete from link where integration = :integration and contact_key = :key"),
            statement(
                    "link_left_out",
                    "delete from link_left_out where integration = :integration and contact_key = :key"),
            statement(
                    "label_change", "delete from label_change where integration = :integration and contact_key = :key"),
            statement("run_difference", "delete from run_difference where contact_key = :key" + OF_RUNS),
            statement(
                    "staged_action",
                    "delete from staged_action where integration = :integration and contact_key = :key"),
            statement(
                    "guarded_event",
                    "delete from guarded_event where integration = :integration and contact_key = :key"),
            statement(
                    "saved_list_member",
                    "delete from saved_list_member where integration = :integration and contact_key = :key"),
            statement("import_row", "delete from import_row where contact_key = :key" + OF_RUNS),
            statement("held_address", "delete from held_address where profile_key = :key" + OF_RUNS));

    /** Statements that leave rows without the person, by table. Events that wait are worked through first. */
    private static final Map<String, String> KEPT = inOrder(
            statement(
                    "run_issue",
                    "update run_issue set contact_key = :hash, cause = replace(cause, :key, :hash),"
                            + " advice = replace(advice, :key, :hash) where contact_key = :key"
                            + OF_RUNS),
            statement("inbox_event", """
                    update inbox_event set subject_id = :hash, cause = replace(cause, :key, :hash)
                    where integration = :integration and subject_id = :key and state != 'pending'"""),
            statement("consent_ledger", """
                    update consent_ledger set contact_key = :hash, number = number + (
                        select coalesce(max(number), 0) from consent_ledger
                        where integration = :integration and contact_key = :hash)
                    where integration = :integration and contact_key = :key"""));

    private final Database database;
    private final ForgetKey hashes;
    private final Clock clock;

    Forgetting(Database database, ForgetKey hashes, Clock clock) {
        this.database = requireNonNull(database, "database");
        this.hashes = requireNonNull(hashes, "hashes");
        this.clock = requireNonNull(clock, "clock");
    }

    /**
     * Forgets a contact, and says so in the audit log without naming it, in one transaction. Dead events of it are dropped.
     * Its profile stays as it is; a run that finds the contact in the CRM learns of it anew.
     *
     * @param actor the way it was asked for, for the audit log
     * @return empty when nothing was known of the contact
     * @throws ForgetRefused while a run or an event of the contact is under way; nothing is written
     */
    public Optional<Forgotten> forget(String integration, String contactKey, String actor, String reason)
            throws ForgetRefused {
        String hash = hashes.hash(integration, contactKey);
        Instant now = clock.instant();
        return database.write(handle -> {
            refuseWhileInWork(handle, integration, contactKey);
            Forgotten forgotten = forget(handle, integration, contactKey, hash, now);
            if (!forgotten.any()) {
                return Optional.empty();
            }
            Map<String, Object> details = Map.of("removed", forgotten.removed(), "kept", forgotten.kept());
            Audit.add(handle, new AuditEntry(now, actor, "contact.forget", integration, hash, reason, details));
            return Optional.of(forgotten);
        });
    }

    private static void refuseWhileInWork(Handle handle, String integration, String key) {
        Optional<Long> run = handle.createQuery("""
                        select min(id) from run where integration = :integration
                            and state in ('queued', 'running', 'interrupted')""")
                .bind("integration", integration)
                .mapTo(Long.class)
                .findOne();
        if (run.isPresent()) {
            throw new ForgetRefused("Run " + run.get() + " of integration \"" + integration
                    + "\" has not ended, and may work on the contact. Wait for its end or cancel it.");
        }
        long waiting = handle.createQuery("""
                        select count(*) from inbox_event
                        where integration = :integration and subject_id = :key and state = 'pending'""")
                .bind("integration", integration)
                .bind("key", key)
                .mapTo(Long.class)
                .one();
        if (waiting > 0) {
            throw new ForgetRefused("Events of the contact wait in the inbox of integration \"" + integration + "\" ("
                    + waiting + "). Wait until they are worked through, or drop them.");
        }
    }

    /**
     * Settles contacts whose profiles a run has erased: they are forgotten and counted.
     *
     * @param ledger what happened to their consents
     * @param freed makes the links of the integration that left such a value out dirty
     * @throws StoreException when the run is lost, or the database fails; nothing is written
     */
    public void erased(
            long run,
            String owner,
            String integration,
            List<String> keys,
            List<LedgerEntry> ledger,
            List<FreedValue> freed)
            throws StoreException {
        Map<String, String> byKey = new HashMap<>();
        keys.forEach(key -> byKey.put(key, hashes.hash(integration, key)));
        Instant now = clock.instant();
        database.write(handle -> {
            Fence.hold(handle, run, owner);
            Ledger.add(handle, integration, ledger);
            LinkTable.markDirty(handle, integration, freed);
            byKey.forEach((key, hash) -> forget(handle, integration, key, hash, now));
            return handle.createUpdate("update run set erased = erased + :erased where id = :run")
                    .bind("erased", keys.size())
                    .bind("run", run)
                    .execute();
        });
    }

    /** In the transaction of what it tells of. */
    static Forgotten forget(Handle handle, String integration, String key, String hash, Instant now) {
        Map<String, String> names = Map.of("integration", integration, "key", key, "hash", hash);
        dropDead(handle, integration, key, now);
        return new Forgotten(hash, run(handle, REMOVED, names), run(handle, KEPT, names));
    }

    /** What would have been retried concerns nobody any more. */
    private static void dropDead(Handle handle, String integration, String key, Instant now) {
        int dead = handle.createUpdate("""
                        update inbox_event set state = 'dropped', held = 0, ended_at = :now,
                            cause = 'The contact was forgotten.'
                        where integration = :integration and subject_id = :key and state = 'dead'""")
                .bind("now", now.toEpochMilli())
                .bind("integration", integration)
                .bind("key", key)
                .execute();
        InboxTable.move(handle, integration, EventState.DEAD, EventState.DROPPED, dead);
    }

    private static Map<String, Integer> run(Handle handle, Map<String, String> statements, Map<String, String> names) {
        Map<String, Integer> rows = new LinkedHashMap<>();
        statements.forEach((table, statement) -> {
            int changed = handle.createUpdate(statement).bindMap(names).execute();
            if (changed > 0) {
                rows.put(table, changed);
            }
        });
        return rows;
    }

    private static Map.Entry<String, String> statement(String table, String text) {
        return Map.entry(table, text);
    }

    @SafeVarargs
    private static Map<String, String> inOrder(Map.Entry<String, String>... statements) {
        Map<String, String> ordered = new LinkedHashMap<>();
        for (Map.Entry<String, String> statement : statements) {
            ordered.put(statement.getKey(), statement.getValue());
        }
        return ordered;
    }
}
