package dev.kith.engine.store;

import dev.kith.spi.Notice;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;

/** The rows of the inbox and the counts beside them, written inside the transaction that is given. */
final class InboxTable {
    private static final String RECEIVED = "received";

    private InboxTable() {}

    /** Events of one integration, as they wait to be inserted. */
    record Insert(String integration, List<NewEvent> events, Instant now) {}

    /** Returns the first id of each insert; its events have consecutive ids. */
    static List<Long> insert(Handle handle, Collection<Insert> inserts) {
        long total =
                inserts.stream().mapToLong(insert -> insert.events().size()).sum();
        long last = handle.createQuery("update counter set last = last + :n where name = 'inbox_event' returning last")
                .bind("n", total)
                .mapTo(Long.class)
                .one();
        long next = last - total + 1;
        List<Long> firsts = new ArrayList<>(inserts.size());
        Map<String, Long> received = new HashMap<>();
        PreparedBatch batch = handle.prepareBatch("""
                insert into inbox_event (id, integration, subject_kind, subject_type, subject_id, kinds, source,
                    received_at, due_at, next_at, state)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'pending')""");
        for (Insert insert : inserts) {
            firsts.add(next);
            received.merge(insert.integration(), (long) insert.events().size(), Long::sum);
            for (NewEvent event : insert.events()) {
                add(batch, next++, insert, event);
            }
        }
        if (total > 0) {
            batch.execute();
        }
        received.forEach((integration, count) -> {
            move(handle, integration, RECEIVED, count);
            move(handle, integration, EventState.PENDING.word(), count);
        });
        return firsts;
    }

    private static void add(PreparedBatch batch, long id, Insert insert, NewEvent event) {
        EventSubject subject = event.subject();
        long now = insert.now().toEpochMilli();
        batch.add(
                id,
                insert.integration(),
                subject.kind().word(),
                subject.type(),
                subject.id(),
                text(event.kinds()),
                event.source().word(),
                event.receivedAt().toEpochMilli(),
                now,
                now);
    }

    /** Moves events from one state to another in the counts. */
    static void move(Handle handle, String integration, EventState from, EventState to, long count) {
        if (from != to && count != 0) {
            move(handle, integration, from.word(), -count);
            move(handle, integration, to.word(), count);
        }
    }

    private static void move(Handle handle, String integration, String name, long delta) {
        handle.createUpdate("""
                        insert into inbox_count (integration, name, events) values (:integration, :name, :delta)
                        on conflict (integration, name) do update set events = inbox_count.events + :delta""")
                .bind("integration", integration)
                .bind("name", name)
                .bind("delta", delta)
                .execute();
    }

    static InboxCounts counts(Handle handle, String integration) {
        Map<String, Long> counts = handle
                .createQuery("select name, events from inbox_count where integration = :integration")
                .bind("integration", integration)
                .map((row, context) -> Map.entry(row.getString("name"), row.getLong("events")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        Map<EventState, Long> states = new HashMap<>();
        for (EventState state : EventState.values()) {
            states.put(state, counts.getOrDefault(state.word(), 0L));
        }
        return new InboxCounts(counts.getOrDefault(RECEIVED, 0L), states);
    }

    static InboxEvent read(ResultSet row, StatementContext context) throws SQLException {
        row.getString("owner");
        boolean claimed = !row.wasNull();
        long endedAt = row.getLong("ended_at");
        Optional<Instant> ended = row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(endedAt));
        return new InboxEvent(
                row.getLong("id"),
                row.getString("integration"),
                subject(row),
                kinds(row.getString("kinds")),
                EventSource.of(row.getString("source")).orElseThrow(),
                moment(row, "received_at"),
                moment(row, "due_at"),
                moment(row, "next_at"),
                row.getLong("held") == 1,
                row.getLong("attempts"),
                claimed,
                EventState.of(row.getString("state")).orElseThrow(),
                row.getString("cause"),
                ended);
    }

    static EventSubject subject(ResultSet row) throws SQLException {
        return new EventSubject(
                EventSubject.Kind.of(row.getString("subject_kind")).orElseThrow(),
                row.getString("subject_type"),
                row.getString("subject_id"));
    }

    private static Instant moment(ResultSet row, String column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }

    private static String text(Set<Notice.Kind> kinds) {
        return kinds.stream()
                .sorted()
                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" "));
    }

    private static Set<Notice.Kind> kinds(String text) {
        Set<Notice.Kind> kinds = EnumSet.noneOf(Notice.Kind.class);
        for (String word : text.split(" ", -1)) {
            if (!word.isEmpty()) {
                kinds.add(Notice.Kind.valueOf(word.toUpperCase(Locale.ROOT)));
            }
        }
        return kinds;
    }
}
