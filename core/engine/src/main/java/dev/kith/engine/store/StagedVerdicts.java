package dev.kith.engine.store;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** What people say about what the guard holds. */
public final class StagedVerdicts {
    private final Database database;
    private final Clock clock;

    StagedVerdicts(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Releases what is held, and puts an event of each contact into the inbox, which delivers it; audited in the same
     * transaction.
     *
     * @param run only what this run staged; empty for all
     * @return how many actions
     */
    public int approve(String integration, Set<StagedKind> kinds, OptionalLong run, String actor, String reason) {
        return database.write(handle -> {
            List<String> keys = move(handle, integration, kinds, run, StagedState.RELEASED);
            List<NewEvent> events = keys.stream()
                    .distinct()
                    .map(key ->
                            new NewEvent(EventSubject.contact(key), Set.of(), EventSource.APPROVAL, clock.instant()))
                    .toList();
            if (!events.isEmpty()) {
                InboxTable.insert(handle, List.of(new InboxTable.Insert(integration, events, clock.instant())));
            }
            audit(handle, "staged.approve", integration, kinds, run, actor, reason, keys.size());
            return keys.size();
        });
    }

    /** Says no to what is held; audited in the same transaction. Returns how many actions. */
    public int reject(String integration, Set<StagedKind> kinds, OptionalLong run, String actor, String reason) {
        return database.write(handle -> {
            int actions =
                    move(handle, integration, kinds, run, StagedState.REJECTED).size();
            audit(handle, "staged.reject", integration, kinds, run, actor, reason, actions);
            return actions;
        });
    }

    private static List<String> move(
            Handle handle, String integration, Set<StagedKind> kinds, OptionalLong run, StagedState state) {
        return handle.createQuery("""
                        update staged_action set state = :state
                        where integration = :integration and state = 'held' and kind in (<kinds>)
                            and (:run = -1 or run = :run)
                        returning contact_key""")
                .bind("state", state.word())
                .bind("integration", integration)
                .bindList("kinds", StagedTable.words(kinds))
                .bind("run", run.orElse(-1))
                .mapTo(String.class)
                .list();
    }

    private void audit(
            Handle handle,
            String action,
            String integration,
            Set<StagedKind> kinds,
            OptionalLong run,
            String actor,
            String reason,
            int actions) {
        Instant now = clock.instant();
        String subject = run.isPresent() ? String.valueOf(run.getAsLong()) : "";
        Map<String, Object> details = Map.of("kinds", StagedTable.words(kinds), "actions", actions);
        Audit.add(handle, new AuditEntry(now, actor, action, integration, subject, reason, details));
    }
}
