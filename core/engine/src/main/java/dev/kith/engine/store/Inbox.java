package dev.kith.engine.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jdbi.v3.core.Handle;

/**
 * Where events wait, durable: a row per acknowledged event, which is never removed before it ended. Whoever works on a
 * subject claims its rows; only those are settled, in one transaction with what was learned from them.
 */
public final class Inbox {
    private final Database database;
    private final ForgetKey hashes;
    private final Clock clock;

    Inbox(Database database, ForgetKey hashes, Clock clock) {
        this.database = database;
        this.hashes = hashes;
        this.clock = clock;
    }

    /**
     * Puts events in. They are durable when this returns; calls that wait at the same time share one commit.
     *
     * @return the id of the first; the others follow it. Empty without events
     */
    public OptionalLong add(String integration, List<NewEvent> events) {
        return events.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Writer.await(insert(integration, events)));
    }

    /**
     * Puts events in, and calls back on one of those threads once they are durable: nobody waits for the commit. Fails with
     * a {@link StoreException}.
     */
    public CompletableFuture<Void> add(String integration, List<NewEvent> events, Executor threads) {
        return insert(integration, events).thenRunAsync(() -> {}, threads);
    }

    private CompletableFuture<Long> insert(String integration, List<NewEvent> events) {
        return database.insert(new InboxTable.Insert(integration, events, clock.instant()));
    }

    /**
     * Claims due subjects, those that wait longest first. While a full run of the integration is queued, running or
     * interrupted only profiles of the audience are: what a person said there is learned at once (S26). A subject with claimed events is left out
     * until they are settled; its owner works on it, however far the clock was set on meanwhile.
     *
     * @param most how many subjects
     */
    public List<EventClaim> claim(String integration, String owner, Duration lease, int most) {
        return database.write(handle ->
                InboxClaims.claim(handle, integration, owner, clock.millis(), clock.millis() + lease.toMillis(), most));
    }

    /** Prolongs the lease of everything an owner has claimed. */
    public void renew(String owner, Duration lease) {
        database.write(handle -> handle.createUpdate("update inbox_event set lease_until = :until where owner = :owner")
                .bind("until", clock.millis() + lease.toMillis())
                .bind("owner", owner)
                .execute());
    }

    /**
     * Lets events be tried now that would wait longer than anything lets them: the clock was set back since they were put
     * off.
     *
     * @param longest a wait for the next attempt; what wasn't tried yet has no reason to wait
     * @param longestHeld a wait for the daily run
     * @return how many events that were
     */
    public int bringForward(Duration longest, Duration longestHeld) {
        return database.write(handle -> handle.createUpdate("""
                        update inbox_event set next_at = :now,
                            due_at = case when held = 1 then due_at else min(due_at, :now) end
                        where state = 'pending' and owner is null and next_at > :now + case
                            when held = 1 then :longestHeld when cause = '' then 0 else :longest end""")
                .bind("now", clock.millis())
                .bind("longest", longest.toMillis())
                .bind("longestHeld", longestHeld.toMillis())
                .execute());
    }

    /**
     * Gives back what others have claimed, since the lock on the home proves that no other host is alive. Called at start.
     */
    public void releaseAbandoned(String owner) {
        database.write(handle -> handle.createUpdate("""
                        update inbox_event set owner = null, lease_until = null
                        where owner is not null and owner != :owner""").bind("owner", owner).execute());
    }

    /** Lets somebody else claim what this claim still holds. */
    public void giveBack(EventClaim claim) {
        database.write(handle -> InboxClaims.giveBack(handle, claim));
    }

    /**
     * Notes what is about to be written to the audience, before it is, so that a crash can't hide it.
     *
     * @throws StoreException when the claim is lost, or the database fails; nothing is written
     */
    public void intend(EventClaim claim, Link link) throws StoreException {
        database.write(handle -> {
            InboxClaims.hold(handle, claim);
            LinkTable.write(handle, claim.integration(), List.of(link));
            return 1;
        });
    }

    /**
     * Writes what was learned and what becomes of the claim's events.
     *
     * @throws StoreException when the claim is lost, or the database fails; nothing is written
     */
    public void settle(EventSettlement settlement) throws StoreException {
        EventClaim claim = settlement.claim();
        Instant now = clock.instant();
        database.write(handle -> {
            int settled = InboxClaims.settle(handle, claim, settlement.outcome(), now.toEpochMilli());
            write(handle, settlement, now);
            return settled;
        });
    }

    /**
     * The same for a claim whose contact was erased from the audience: what is known of it is forgotten.
     *
     * @throws StoreException when the claim is lost, or the database fails; nothing is written
     */
    public void settleErased(EventSettlement settlement, String contactKey) throws StoreException {
        EventClaim claim = settlement.claim();
        Instant now = clock.instant();
        String hash = hashes.hash(claim.integration(), contactKey);
        database.write(handle -> {
            int settled = InboxClaims.settle(handle, claim, settlement.outcome(), now.toEpochMilli());
            write(handle, settlement, now);
            Forgetting.forget(handle, claim.integration(), contactKey, hash, now);
            return settled;
        });
    }

    /**
     * Puts further events in while the claim goes on, as for a subject that concerns many contacts.
     *
     * @throws StoreException when the claim is lost, or the database fails; nothing is written
     */
    public void spread(EventClaim claim, List<NewEvent> events) throws StoreException {
        if (!events.isEmpty()) {
            database.write(handle -> {
                InboxClaims.hold(handle, claim);
                return InboxTable.insert(
                        handle, List.of(new InboxTable.Insert(claim.integration(), events, clock.instant())));
            });
        }
    }

    private static void write(Handle handle, EventSettlement settlement, Instant now) {
        String integration = settlement.claim().integration();
        LinkTable.write(handle, integration, settlement.link().map(List::of).orElse(List.of()));
        LinkTable.markDirty(handle, integration, settlement.freed());
        Ledger.add(handle, integration, settlement.ledger());
        LabelChanges.owe(handle, integration, settlement.labels(), now);
        settlement.staged().ifPresent(staged -> stage(handle, integration, staged));
        if (!settlement.put().isEmpty()) {
            InboxTable.insert(handle, List.of(new InboxTable.Insert(integration, settlement.put(), now)));
        }
    }

    private static void stage(Handle handle, String integration, EventSettlement.Staged staged) {
        StagedTable.replace(handle, integration, List.of(staged.contactKey()), staged.actions());
        StagedTable.keepMerge(handle, integration, staged.contactKey(), staged.mergeBasis());
    }

    /**
     * Lets the events that wait for the daily run be looked at now: a run may have made their profiles. Those of contacts
     * that still have none wait on, unless the daily run they waited for is over.
     */
    public int release(String integration) {
        return database.write(handle -> handle.createUpdate("""
                        update inbox_event set next_at = :now
                        where integration = :integration and state = 'pending' and held = 1 and owner is null""")
                .bind("integration", integration)
                .bind("now", clock.millis())
                .execute());
    }

    /**
     * Lets an event be tried at once, with all attempts; a dead one together with the dead ones of its subject.
     *
     * @return how many events that were; 0 when there is none that waits or is dead
     */
    public int retry(String integration, long event) {
        return database.write(handle ->
                find(handle, integration, event).map(row -> retry(handle, row)).orElse(0));
    }

    private int retry(Handle handle, InboxEvent row) {
        EventSubject subject = row.subject();
        int changed = handle.createUpdate("""
                        update inbox_event set state = 'pending', attempts = 0, next_at = :now, cause = '',
                            ended_at = null, due_at = case when due_at > :now then :now else due_at end
                        where integration = :integration and subject_kind = :kind and subject_type = :type
                            and subject_id = :id and state = :state and owner is null and state in ('pending', 'dead')""")
                .bind("now", clock.millis())
                .bind("integration", row.integration())
                .bind("kind", subject.kind().word())
                .bind("type", subject.type())
                .bind("id", subject.id())
                .bind("state", row.state().word())
                .execute();
        InboxTable.move(handle, row.integration(), row.state(), EventState.PENDING, changed);
        return changed;
    }

    /**
     * Removes an event that waits or is dead, and keeps in the audit log who did it and why; false when it is neither or is
     * being worked on.
     */
    public boolean drop(String integration, long event, String actor, String reason) {
        return database.write(handle -> find(handle, integration, event)
                .filter(row -> !row.claimed() && (row.state() == EventState.PENDING || row.state() == EventState.DEAD))
                .map(row -> drop(handle, row, actor, reason))
                .isPresent());
    }

    private InboxEvent drop(Handle handle, InboxEvent row, String actor, String reason) {
        handle.createUpdate("""
                        update inbox_event set state = 'dropped', held = 0, ended_at = :now, cause = :reason
                        where id = :event""")
                .bind("now", clock.millis())
                .bind("reason", reason)
                .bind("event", row.id())
                .execute();
        InboxTable.move(handle, row.integration(), row.state(), EventState.DROPPED, 1);
        Audit.add(
                handle,
                new AuditEntry(
                        clock.instant(),
                        actor,
                        "inbox.drop",
                        row.integration(),
                        String.valueOf(row.id()),
                        reason,
                        Map.of(
                                "subject", row.subject().kind().word(),
                                "state", row.state().word(),
                                "receivedAt", row.receivedAt().toString())));
        return row;
    }

    static Optional<InboxEvent> find(Handle handle, String integration, long event) {
        return handle.createQuery("select * from inbox_event where integration = :integration and id = :event")
                .bind("integration", integration)
                .bind("event", event)
                .map(InboxTable::read)
                .findOne();
    }
}
