package dev.kith.engine.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;

/** The rows of staged actions, written inside the transaction that is given. */
final class StagedTable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

    private StagedTable() {}

    /**
     * Replaces what is staged of these contacts, after their links are written. Merges stay, which are found again by each
     * run; erasures stay where there is still one to do. What a person said meanwhile about the very same parts stands.
     *
     * @param planned the contacts whose plan came to its end
     */
    static void replace(Handle handle, String integration, Collection<String> planned, List<StagedAction> now) {
        if (any(handle, integration)) {
            remove(handle, integration, planned, now);
            removeErasures(handle, integration, planned);
        }
        upsert(handle, integration, now);
    }

    private static boolean any(Handle handle, String integration) {
        return handle.createQuery("select 1 from staged_action where integration = :integration limit 1")
                .bind("integration", integration)
                .mapTo(Long.class)
                .findFirst()
                .isPresent();
    }

    private static void remove(Handle handle, String integration, Collection<String> planned, List<StagedAction> now) {
        for (StagedKind kind : StagedKind.values()) {
            if (kind != StagedKind.MERGE && kind != StagedKind.ERASE) {
                Set<String> again = now.stream()
                        .filter(action -> action.kind() == kind)
                        .map(StagedAction::contactKey)
                        .collect(Collectors.toSet());
                remove(
                        handle,
                        integration,
                        kind,
                        planned.stream().filter(key -> !again.contains(key)).toList());
            }
        }
    }

    /** Of contacts that are in scope, or whose profile is no more. */
    private static void removeErasures(Handle handle, String integration, Collection<String> planned) {
        for (List<String> list : KeyLists.of(planned)) {
            handle.createUpdate("""
                            delete from staged_action
                            where integration = :integration and kind = 'erase' and contact_key in (<keys>) and exists (
                                select 1 from link where link.integration = :integration
                                    and link.contact_key = staged_action.contact_key
                                    and (in_scope = 1 or (profile = 0 and dirty = 0)))""")
                    .bind("integration", integration)
                    .bindList("keys", list)
                    .execute();
        }
    }

    static void remove(Handle handle, String integration, StagedKind kind, Collection<String> keys) {
        for (List<String> list : KeyLists.of(keys)) {
            handle.createUpdate("""
                            delete from staged_action
                            where integration = :integration and kind = :kind and contact_key in (<keys>)""")
                    .bind("integration", integration)
                    .bind("kind", kind.word())
                    .bindList("keys", list)
                    .execute();
        }
    }

    static void upsert(Handle handle, String integration, List<StagedAction> actions) {
        if (actions.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("""
                insert into staged_action (integration, contact_key, kind, parts, basis, state, run, staged_at)
                values (:integration, :key, :kind, :parts, :basis, :state, :run, :at)
                on conflict (integration, contact_key, kind) do update set
                    state = case when staged_action.parts = excluded.parts
                        and staged_action.basis = excluded.basis and staged_action.state in ('rejected', 'released')
                        then staged_action.state else excluded.state end,
                    parts = excluded.parts, basis = excluded.basis, run = excluded.run, staged_at = excluded.staged_at""");
        for (StagedAction action : actions) {
            batch.bind("integration", integration)
                    .bind("key", action.contactKey())
                    .bind("kind", action.kind().word())
                    .bind("parts", text(action.parts()))
                    .bind("basis", action.basis())
                    .bind("state", action.state().word())
                    .bind("run", action.run())
                    .bind("at", action.stagedAt().toEpochMilli())
                    .add();
        }
        batch.execute();
    }

    /** Forgets a contact's merge by another address than it lacks now. */
    static void keepMerge(Handle handle, String integration, String key, String basis) {
        handle.createUpdate("""
                        delete from staged_action where integration = :integration and contact_key = :key
                            and kind = 'merge' and basis != :basis""")
                .bind("integration", integration)
                .bind("key", key)
                .bind("basis", basis)
                .execute();
    }

    /** A run that ended before it counted leaves its actions to a person. */
    static void holdUncounted(Handle handle) {
        handle.execute("""
                update staged_action set state = 'held' where state = 'counting' and run not in (
                    select id from run where state in ('queued', 'running', 'interrupted'))""");
    }

    static StagedAction read(ResultSet row, StatementContext context) throws SQLException {
        return new StagedAction(
                row.getString("contact_key"),
                StagedKind.of(row.getString("kind")).orElseThrow(),
                parts(row.getString("parts")),
                row.getString("basis"),
                StagedState.of(row.getString("state")).orElseThrow(),
                row.getLong("run"),
                Instant.ofEpochMilli(row.getLong("staged_at")));
    }

    static List<String> words(Set<StagedKind> kinds) {
        return kinds.stream().map(StagedKind::word).sorted().toList();
    }

    private static String text(List<String> parts) {
        try {
            return JSON.writeValueAsString(parts);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("A list of texts that is no JSON", e);
        }
    }

    private static List<String> parts(String json) {
        try {
            return JSON.readValue(json, TEXTS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A staged action holds parts that are no JSON list: " + json, e);
        }
    }
}
