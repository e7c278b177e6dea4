package dev.kith.engine.store;

import dev.kith.engine.store.StoreException.Kind;
import dev.kith.spi.Notice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** Claims subjects and settles them, inside the transaction that is given. */
final class InboxClaims {
    private static final String SUBJECT = """
            integration = :integration and subject_kind = :kind and subject_type = :type and subject_id = :id\
            """;

    /** Several rows may be of one subject; more of them than this only make the claim smaller. */
    private static final int ROWS_A_SUBJECT = 4;

    private InboxClaims() {}

    /** Whether a full run is under way, so that events are deferred (S26). */
    static boolean deferred(Handle handle, String integration) {
        return handle.createQuery("""
                        select count(*) from run where integration = :integration and kind = 'full'
                            and state in ('queued', 'running', 'interrupted')""")
                        .bind("integration", integration)
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    static List<EventClaim> claim(Handle handle, String integration, String owner, long now, long until, int most) {
        String only = deferred(handle, integration) ? EventSubject.Kind.PROFILE.word() : "";
        List<EventSubject> subjects = handle
                .createQuery("""
                        select subject_kind, subject_type, subject_id from inbox_event pending
                        where integration = :integration and state = 'pending' and next_at <= :now
                            and (:only = '' or subject_kind = :only)
                            and not exists (
                                select 1 from inbox_event claimed
                                where claimed.integration = pending.integration and claimed.state = 'pending'
                                    and claimed.subject_kind = pending.subject_kind
                                    and claimed.subject_type = pending.subject_type
                                    and claimed.subject_id = pending.subject_id
                                    and (claimed.owner = :owner or claimed.lease_until > :now))
                        order by next_at, id limit :rows""")
                .bind("integration", integration)
                .bind("owner", owner)
                .bind("now", now)
                .bind("only", only)
                .bind("rows", most * ROWS_A_SUBJECT)
                .map((row, context) -> InboxTable.subject(row))
                .stream()
                .distinct()
                .limit(most)
                .toList();
        List<EventClaim> claims = new ArrayList<>(subjects.size());
        for (EventSubject subject : subjects) {
            claims.add(claim(handle, integration, owner, subject, until));
        }
        return claims;
    }

    private static EventClaim claim(Handle handle, String integration, String owner, EventSubject subject, long until) {
        List<InboxEvent> rows = handle.createQuery("update inbox_event set owner = :owner, lease_until = :until where "
                        + SUBJECT + " and state = 'pending' returning *")
                .bind("integration", integration)
                .bind("kind", subject.kind().word())
                .bind("type", subject.type())
                .bind("id", subject.id())
                .bind("owner", owner)
                .bind("until", until)
                .map(InboxTable::read)
                .list();
        Set<Notice.Kind> kinds = EnumSet.noneOf(Notice.Kind.class);
        Set<EventSource> sources = EnumSet.noneOf(EventSource.class);
        rows.forEach(row -> {
            kinds.addAll(row.kinds());
            sources.add(row.source());
        });
        Optional<Instant> held =
                rows.stream().filter(InboxEvent::held).map(InboxEvent::dueAt).min(Instant::compareTo);
        return new EventClaim(
                integration,
                owner,
                subject,
                rows.stream().mapToLong(InboxEvent::id).max().orElseThrow(),
                rows.size(),
                kinds,
                sources,
                rows.stream()
                        .map(InboxEvent::receivedAt)
                        .min(Instant::compareTo)
                        .orElseThrow(),
                rows.stream().mapToLong(InboxEvent::attempts).max().orElse(0),
                held);
    }

    /** Keeps the claim for a write of links before its settle. */
    static int hold(Handle handle, EventClaim claim) {
        return require(
                claim,
                bound(handle, claim, "update inbox_event set owner = owner where ")
                        .execute());
    }

    static int giveBack(Handle handle, EventClaim claim) {
        return bound(handle, claim, "update inbox_event set owner = null, lease_until = null where ")
                .execute();
    }

    static int settle(Handle handle, EventClaim claim, EventOutcome outcome, long now) {
        if (outcome instanceof EventOutcome.Ended ended) {
            return end(handle, claim, ended, now);
        }
        if (outcome instanceof EventOutcome.Again again) {
            return require(
                    claim,
                    bound(handle, claim, """
                            update inbox_event set owner = null, lease_until = null, next_at = :next,
                                attempts = attempts + :used, cause = :cause
                            where\040""")
                            .bind("next", again.at().toEpochMilli())
                            .bind("used", again.attemptUsed() ? 1L : 0L)
                            .bind("cause", again.cause())
                            .execute());
        }
        EventOutcome.Held held = (EventOutcome.Held) outcome;
        return require(
                claim,
                bound(handle, claim, """
                        update inbox_event set owner = null, lease_until = null, held = 1, due_at = :until,
                            next_at = :try, cause = 'The contact has no profile yet: it waits for the daily run.'
                        where\040""")
                        .bind("until", held.until().toEpochMilli())
                        .bind("try", held.tryAt().toEpochMilli())
                        .execute());
    }

    private static int end(Handle handle, EventClaim claim, EventOutcome.Ended ended, long now) {
        boolean dead = ended.state() == EventState.DEAD;
        int changed = require(
                claim,
                bound(handle, claim, """
                        update inbox_event set owner = null, lease_until = null, held = 0, ended_at = :now,
                            state = case when id = :highest then :state else :others end,
                            cause = case when id = :highest or :state = 'dead' then :cause else :collapsed end
                        where\040""")
                        .bind("now", now)
                        .bind("state", ended.state().word())
                        .bind("others", (dead ? EventState.DEAD : EventState.COLLAPSED).word())
                        .bind("cause", ended.cause())
                        .bind("collapsed", "Done with event " + claim.highest() + ".")
                        .execute());
        long single = dead ? claim.events() : 1;
        InboxTable.move(handle, claim.integration(), EventState.PENDING, ended.state(), single);
        InboxTable.move(handle, claim.integration(), EventState.PENDING, EventState.COLLAPSED, claim.events() - single);
        return changed;
    }

    private static Update bound(Handle handle, EventClaim claim, String sql) {
        EventSubject subject = claim.subject();
        return handle.createUpdate(sql + SUBJECT + " and id <= :highest and state = 'pending' and owner = :owner")
                .bind("integration", claim.integration())
                .bind("kind", subject.kind().word())
                .bind("type", subject.type())
                .bind("id", subject.id())
                .bind("highest", claim.highest())
                .bind("owner", claim.owner());
    }

    private static int require(EventClaim claim, int changed) {
        if (changed == claim.events()) {
            return changed;
        }
        throw new StoreException(
                Kind.OTHER,
                "%d of the %d events up to %d are not claimed by \"%s\" any more, so nothing was written. Another host may have taken them over."
                        .formatted(claim.events() - changed, claim.events(), claim.highest(), claim.owner()),
                null);
    }
}
