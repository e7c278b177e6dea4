package dev.kith.engine.store;

import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the inbox holds, read. */
public final class InboxReads {
    private final Database database;
    private final Clock clock;

    InboxReads(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    public Optional<InboxEvent> find(String integration, long event) {
        return database.read(handle -> Inbox.find(handle, integration, event));
    }

    /** Events below an id, newest first; without a state those of all. */
    public List<InboxEvent> list(String integration, Optional<EventState> state, int limit, long beforeId) {
        return database.read(handle -> handle.createQuery("""
                        select * from inbox_event where integration = :integration and :before > id
                            and (:state = '' or state = :state)
                        order by id desc limit :limit""")
                .bind("integration", integration)
                .bind("before", beforeId)
                .bind("state", state.map(EventState::word).orElse(""))
                .bind("limit", limit)
                .map(InboxTable::read)
                .list());
    }

    /** Events that wait for the daily run, in the order of their ids. */
    public List<InboxEvent> held(String integration, long afterId, int limit) {
        return database.read(handle -> handle.createQuery("""
                        select * from inbox_event
                        where integration = :integration and state = 'pending' and held = 1 and id > :after
                        order by id limit :limit""")
                .bind("integration", integration)
                .bind("after", afterId)
                .bind("limit", limit)
                .map(InboxTable::read)
                .list());
    }

    public InboxCounts counts(String integration) {
        return database.read(handle -> InboxTable.counts(handle, integration));
    }

    /** Whether events wait because a full run is under way. */
    public boolean deferred(String integration) {
        return database.read(handle -> InboxClaims.deferred(handle, integration));
    }

    /** Whether an event may be worked on that nobody works on. */
    public boolean hasDue(String integration) {
        return database.read(handle -> handle.createQuery("""
                                select count(*) from (
                                    select 1 from inbox_event
                                    where integration = :integration and state = 'pending' and next_at <= :now
                                        and (owner is null or lease_until <= :now)
                                    limit 1) due""")
                        .bind("integration", integration)
                        .bind("now", clock.millis())
                        .mapTo(Long.class)
                        .one()
                > 0);
    }

    /** When the event that is due longest became due; empty when none is due. */
    public Optional<Instant> oldestDue(String integration) {
        return database.read(handle -> handle.createQuery("""
                        select min(due_at) from inbox_event
                        where integration = :integration and state = 'pending' and due_at <= :now""")
                        .bind("integration", integration)
                        .bind("now", clock.millis())
                        .mapTo(Long.class)
                        .findOne())
                .map(Instant::ofEpochMilli);
    }

    /** When the CRM last told of something; empty when it never did. */
    public Optional<Instant> lastWebhook(String integration) {
        return database.read(handle -> handle.createQuery("""
                        select max(received_at) from inbox_event
                        where integration = :integration and source = 'webhook'""")
                        .bind("integration", integration)
                        .mapTo(Long.class)
                        .findOne())
                .map(Instant::ofEpochMilli);
    }

    /**
     * What the rows say against the counts; reads all rows of the integration.
     *
     * @return how many events are in which state by the rows
     */
    public InboxCounts countedAnew(String integration) {
        return database.read(handle -> {
            Map<EventState, Long> states = new EnumMap<>(EventState.class);
            handle.createQuery("""
                            select state, count(*) as events from inbox_event where integration = :integration
                            group by state""")
                    .bind("integration", integration)
                    .map((row, context) ->
                            Map.entry(EventState.of(row.getString("state")).orElseThrow(), row.getLong("events")))
                    .forEach(entry -> states.put(entry.getKey(), entry.getValue()));
            return new InboxCounts(
                    states.values().stream().mapToLong(Long::longValue).sum(), states);
        });
    }
}
