package dev.kith.engine.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Who decided what, and why: entries are added and never changed. Thread-safe. */
public final class Audit {
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, Object>> DETAILS = new TypeReference<>() {};

    private final Database database;

    Audit(Database database) {
        this.database = database;
    }

    /** Adds an entry; it is on disk when this returns. */
    public void add(AuditEntry entry) {
        database.write(handle -> add(handle, entry));
    }

    /** The newest entries of an integration, newest first. */
    public List<AuditEntry> of(String integration, int limit) {
        return database.read(handle -> handle.createQuery(
                        "select * from audit_log where integration = :integration order by id desc limit :limit")
                .bind("integration", integration)
                .bind("limit", limit)
                .map((row, context) -> new AuditEntry(
                        Instant.ofEpochMilli(row.getLong("at")),
                        row.getString("actor"),
                        row.getString("action"),
                        row.getString("integration"),
                        row.getString("subject"),
                        row.getString("reason"),
                        details(row.getString("details"))))
                .list());
    }

    /** Adds an entry in the transaction of what it tells of. */
    static boolean add(Handle handle, AuditEntry entry) {
        return handle.createUpdate("""
                                insert into audit_log (at, actor, action, integration, subject, reason, details)
                                values (:at, :actor, :action, :integration, :subject, :reason, :details)""")
                        .bind("at", entry.at().toEpochMilli())
                        .bind("actor", entry.actor())
                        .bind("action", entry.action())
                        .bind("integration", entry.integration())
                        .bind("subject", entry.subject())
                        .bind("reason", entry.reason())
                        .bind("details", json(entry.details()))
                        .execute()
                == 1;
    }

    private static String json(Map<String, Object> details) {
        try {
            return JSON.writeValueAsString(details);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("These details are no JSON: " + details.keySet(), e);
        }
    }

    private static Map<String, Object> details(String json) {
        try {
            return JSON.readValue(json, DETAILS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The audit log holds details that are no JSON object: " + json, e);
        }
    }
}
