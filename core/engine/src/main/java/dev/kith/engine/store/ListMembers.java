package dev.kith.engine.store;

import dev.kith.engine.store.ListMember.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;

/** Who is on a saved list as far as its imports know, and how far each membership has come. */
public final class ListMembers {
    private final Database database;
    private final Clock clock;

    ListMembers(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Has a run that was interrupted read its list again from the first page: nobody was seen by it yet, but those it has
     * counted have its number with a minus.
     *
     * @throws StoreException when the run is not running under this owner; nothing is written
     */
    public void beginAgain(long run, String owner, ListSettings list) {
        database.write(handle -> {
            int mine = Fence.hold(handle, run, owner);
            handle.createUpdate("""
                            update saved_list_member set seen_run = -seen_run
                            where integration = :integration and list_key = :list and seen_run = :run""")
                    .bind("integration", list.integration())
                    .bind("list", list.list())
                    .bind("run", run)
                    .execute();
            handle.createUpdate("delete from run_issue where run = :run")
                    .bind("run", run)
                    .execute();
            handle.createUpdate("""
                            update run set cursor = null, first_total = null, last_total = null, issues = 0
                            where id = :run""").bind("run", run).execute();
            return mine;
        });
    }

    /** What is known of these contacts on a list with the carrier it has now, by contact key. */
    public Map<String, ListMember> known(ListSettings list, Collection<String> keys) {
        return database.read(handle -> {
            Map<String, ListMember> known = new HashMap<>();
            for (List<String> part : KeyLists.of(keys)) {
                place(handle.createQuery("""
                                select * from saved_list_member
                                where integration = :integration and list_key = :list and carrier = :carrier
                                    and target = :target and contact_key in (<keys>)"""), list, list.carrier())
                        .bindList("keys", part)
                        .map(ListMembers::read)
                        .forEach(member -> known.put(member.contactKey(), member));
            }
            return known;
        });
    }

    /** Keys of the lists that a contact was on when they were imported. */
    public Set<String> listsOf(String integration, String contactKey) {
        return database.read(handle -> Set.copyOf(handle.createQuery("""
                        select distinct list_key from saved_list_member
                        where integration = :integration and contact_key = :key""")
                .bind("integration", integration)
                .bind("key", contactKey)
                .mapTo(String.class)
                .list()));
    }

    /**
     * Notes members that a run has read, before anything of theirs is written; one transaction with what the run has to
     * settle.
     *
     * @param counts what the batch adds to the run's
     * @throws StoreException when the run is not running under this owner; nothing is written
     */
    public void note(ListSettings list, Map<String, State> members, ListImport counts, Settlement settlement) {
        if (members.isEmpty()) {
            return;
        }
        database.write(handle -> {
            PreparedBatch batch = handle.prepareBatch("""
                    insert into saved_list_member (integration, list_key, carrier, target, contact_key, state, seen_run)
                    values (:integration, :list, :carrier, :target, :key, :state, :run)
                    on conflict (integration, list_key, carrier, target, contact_key) do update set
                        state = excluded.state, seen_run = excluded.seen_run""");
            members.forEach((key, state) -> place(batch, list, list.carrier())
                    .bind("key", key)
                    .bind("state", state.word())
                    .bind("run", settlement.run())
                    .add());
            batch.execute();
            return settle(handle, counts, settlement);
        });
    }

    /** Profiles of these members have the membership now; the same. */
    public void given(ListSettings list, Collection<String> keys, ListImport counts, Settlement settlement) {
        database.write(handle -> {
            move(handle, list, keys, State.SET);
            return settle(handle, counts, settlement);
        });
    }

    /** Nothing of these memberships is left at the profiles; the same. */
    public void taken(
            ListSettings list, ListCarrier carrier, Collection<String> keys, ListImport counts, Settlement settlement) {
        database.write(handle -> {
            for (List<String> part : KeyLists.of(keys)) {
                place(handle.createUpdate("""
                                delete from saved_list_member
                                where integration = :integration and list_key = :list and carrier = :carrier
                                    and target = :target and contact_key in (<keys>)"""), list, carrier)
                        .bindList("keys", part)
                        .execute();
            }
            return settle(handle, counts, settlement);
        });
    }

    private int settle(Handle handle, ListImport counts, Settlement settlement) {
        int changed = Settle.write(handle, settlement, clock.instant());
        handle.createUpdate("""
                        update run set list_added = list_added + :added, list_removed = list_removed + :removed,
                            list_waiting = list_waiting + :waiting
                        where id = :run""")
                .bind("added", counts.added())
                .bind("removed", counts.removed())
                .bind("waiting", counts.waiting())
                .bind("run", settlement.run())
                .execute();
        return changed;
    }

    /** The profiles of these contacts have the membership now, or are about to get it. */
    public void move(ListSettings list, Collection<String> keys, State state) {
        if (!keys.isEmpty()) {
            database.write(handle -> move(handle, list, keys, state));
        }
    }

    private static int move(Handle handle, ListSettings list, Collection<String> keys, State state) {
        int moved = 0;
        for (List<String> part : KeyLists.of(keys)) {
            moved += place(handle.createUpdate("""
                            update saved_list_member set state = :state
                            where integration = :integration and list_key = :list and carrier = :carrier
                                and target = :target and contact_key in (<keys>)"""), list, list.carrier())
                    .bind("state", state.word())
                    .bindList("keys", part)
                    .execute();
        }
        return moved;
    }

    /** Where memberships of a list stand: its carrier, and those it had before. */
    public List<ListCarrier> carriers(ListSettings list) {
        return database.read(handle -> handle.createQuery("""
                        select distinct carrier, target from saved_list_member
                        where integration = :integration and list_key = :list order by carrier, target""")
                .bind("integration", list.integration())
                .bind("list", list.list())
                .map((row, context) -> SavedLists.carrier(row))
                .list());
    }

    /** Members at a carrier that a run has not read, in the order of their keys; at an earlier carrier all of them. */
    public List<ListMember> left(ListSettings list, ListCarrier carrier, long run, String afterKey, int most) {
        return database.read(handle -> place(handle.createQuery("""
                        select * from saved_list_member
                        where integration = :integration and list_key = :list and carrier = :carrier
                            and target = :target and contact_key > :after and seen_run != :run
                        order by contact_key limit :most"""), list, carrier)
                .bind("after", afterKey)
                .bind("run", carrier.equals(list.carrier()) ? run : 0)
                .bind("most", most)
                .map(ListMembers::read)
                .list());
    }

    /** Contacts of a list whose profile exists by now and hasn't got the membership yet, in the order of their keys. */
    public List<String> ready(ListSettings list, String afterKey, int most) {
        return database.read(handle -> place(handle.createQuery("""
                        select member.contact_key from saved_list_member member
                        join link on link.integration = member.integration and link.contact_key = member.contact_key
                        where member.integration = :integration and member.list_key = :list
                            and member.carrier = :carrier and member.target = :target
                            and member.state in ('waiting', 'owed') and link.profile = 1 and link.in_scope = 1
                            and member.contact_key > :after
                        order by member.contact_key limit :most"""), list, list.carrier())
                .bind("after", afterKey)
                .bind("most", most)
                .mapTo(String.class)
                .list());
    }

    /** How many members of a list a run has read so far; their memberships stand at its carrier. */
    public long seen(ListSettings list, long run) {
        return database.read(handle -> place(handle.createQuery("""
                        select count(*) from saved_list_member
                        where integration = :integration and list_key = :list and carrier = :carrier
                            and target = :target and seen_run = :run"""), list, list.carrier())
                .bind("run", run)
                .mapTo(Long.class)
                .one());
    }

    /** How many memberships of a list have come so far. */
    public long count(ListSettings list, State state) {
        return database.read(handle -> handle.createQuery("""
                        select count(*) from saved_list_member
                        where integration = :integration and list_key = :list and state = :state""")
                .bind("integration", list.integration())
                .bind("list", list.list())
                .bind("state", state.word())
                .mapTo(Long.class)
                .one());
    }

    private static <T extends SqlStatement<T>> T place(T statement, ListSettings list, ListCarrier carrier) {
        return statement
                .bind("integration", list.integration())
                .bind("list", list.list())
                .bind("carrier", carrier.type().word())
                .bind("target", carrier.id());
    }

    private static ListMember read(ResultSet row, StatementContext context) throws SQLException {
        return new ListMember(
                row.getString("contact_key"),
                SavedLists.carrier(row),
                State.of(row.getString("state")).orElseThrow(),
                row.getLong("seen_run"));
    }
}
