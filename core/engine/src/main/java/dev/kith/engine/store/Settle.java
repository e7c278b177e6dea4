package dev.kith.engine.store;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Writes a settlement inside the transaction it is given. */
final class Settle {
    private Settle() {}

    static int write(Handle handle, Settlement settlement, Instant now) {
        int changed = Fence.require(settlement.run(), settlement.owner(), advance(handle, settlement));
        String integration = integration(handle, settlement.run());
        refuseForeign(settlement.run(), settlement.links(), integration);
        LinkTable.write(handle, integration, settlement.links());
        LinkTable.markSeen(handle, integration, settlement.run(), settlement.seen());
        LinkTable.markDirty(handle, integration, settlement.freed());
        addIssues(handle, settlement.run(), settlement.issues());
        Ledger.add(handle, integration, settlement.ledger());
        LabelChanges.owe(handle, integration, settlement.labels(), now);
        StagedTable.replace(handle, integration, settlement.planned(), settlement.staged());
        return changed;
    }

    /** As {@link #write}, for contacts that the run has settled before: what it listed of them then is taken back. */
    static int again(Handle handle, Settlement settlement, Instant now) {
        Fence.hold(handle, settlement.run(), settlement.owner());
        List<String> keys = Stream.concat(settlement.links().stream().map(Link::contactKey), settlement.seen().stream())
                .toList();
        for (List<String> list : KeyLists.of(keys)) {
            takeIssuesBack(handle, settlement.run(), list);
        }
        return write(handle, settlement, now);
    }

    private static void takeIssuesBack(Handle handle, long run, List<String> keys) {
        handle.createUpdate("""
                        update run set issues = issues - (
                            select count(distinct contact_key) from run_issue
                            where run = :run and contact_key in (<keys>))
                        where id = :run""").bind("run", run).bindList("keys", keys).execute();
        handle.createUpdate("delete from run_issue where run = :run and contact_key in (<keys>)")
                .bind("run", run)
                .bindList("keys", keys)
                .execute();
    }

    /** Writes links alone, under the run's fence. */
    static int intend(Handle handle, long run, String owner, List<Link> links) {
        int mine = Fence.hold(handle, run, owner);
        String integration = integration(handle, run);
        refuseForeign(run, links, integration);
        LinkTable.write(handle, integration, links);
        return mine;
    }

    /** First of all, so that a host that lost the run changes nothing. */
    private static int advance(Handle handle, Settlement settlement) {
        RunCounts delta = settlement.delta();
        return handle.createUpdate("""
                        update run set pages = pages + 1, cursor = coalesce(:cursor, cursor),
                            first_total = coalesce(first_total, :total), last_total = coalesce(:total, last_total),
                            contacts_read = contacts_read + :read, created = created + :created,
                            updated = updated + :updated, unchanged = unchanged + :unchanged,
                            out_of_scope = out_of_scope + :outOfScope, erased = erased + :erased,
                            issues = issues + :issues, consents = consents + :consents, staged = staged + :staged
                        where id = :run and owner = :owner and state = 'running'""")
                .bind("run", settlement.run())
                .bind("owner", settlement.owner())
                .bind("cursor", settlement.cursor().orElse(null))
                .bind("total", RunTable.orNull(settlement.total()))
                .bind("read", delta.read())
                .bind("created", delta.created())
                .bind("updated", delta.updated())
                .bind("unchanged", delta.unchanged())
                .bind("outOfScope", delta.outOfScope())
                .bind("erased", delta.erased())
                .bind("issues", delta.issues())
                .bind("consents", delta.consents())
                .bind("staged", delta.staged())
                .execute();
    }

    private static String integration(Handle handle, long run) {
        return handle.createQuery("select integration from run where id = :run")
                .bind("run", run)
                .mapTo(String.class)
                .one();
    }

    private static void refuseForeign(long run, List<Link> links, String integration) {
        for (Link link : links) {
            if (!link.integration().equals(integration)) {
                throw new IllegalArgumentException("Run %d of integration \"%s\" cannot write a link of \"%s\"."
                        .formatted(run, integration, link.integration()));
            }
        }
    }

    private static void addIssues(Handle handle, long run, List<RunIssue> issues) {
        if (issues.isEmpty()) {
            return;
        }
        long number = lastIssue(handle, run);
        PreparedBatch batch = handle.prepareBatch("""
                insert into run_issue (run, number, contact_key, stage, cause, advice)
                values (:run, :number, :contactKey, :stage, :cause, :advice)""");
        for (RunIssue issue : issues) {
            batch.bind("run", run)
                    .bind("number", ++number)
                    .bind("contactKey", issue.contactKey())
                    .bind("stage", issue.stage())
                    .bind("cause", issue.cause())
                    .bind("advice", issue.advice())
                    .add();
        }
        batch.execute();
    }

    private static long lastIssue(Handle handle, long run) {
        return handle.createQuery("select coalesce(max(number), 0) from run_issue where run = :run")
                .bind("run", run)
                .mapTo(Long.class)
                .one();
    }
}
