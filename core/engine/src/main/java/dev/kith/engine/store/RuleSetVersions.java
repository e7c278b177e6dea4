package dev.kith.engine.store;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The rule sets that were ever activated, and which one decides now. */
public final class RuleSetVersions {
    private final Database database;
    private final Clock clock;

    RuleSetVersions(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Makes a version the one that decides; without effect when it already is. */
    public void activate(
            String integration, String version, String conditions, String mappings, String consents, String schema) {
        ActiveVersion next = new ActiveVersion(
                version, conditions, mappings, consents, schema, Instant.ofEpochMilli(clock.millis()));
        database.write(handle -> active(handle, integration)
                        .filter(active -> active.version().equals(version))
                        .isPresent()
                || upsert(handle, integration, next));
    }

    public Optional<ActiveVersion> active(String integration) {
        return database.read(handle -> active(handle, integration));
    }

    private static Optional<ActiveVersion> active(Handle handle, String integration) {
        return handle.createQuery("""
                        select * from rule_set_version where integration = :integration
                        order by activation desc limit 1""")
                .bind("integration", integration)
                .map((row, context) -> new ActiveVersion(
                        row.getString("version"),
                        row.getString("conditions"),
                        row.getString("mappings"),
                        row.getString("consents"),
                        row.getString("schema_yaml"),
                        Instant.ofEpochMilli(row.getLong("activated_at"))))
                .findOne();
    }

    private static boolean upsert(Handle handle, String integration, ActiveVersion next) {
        return handle.createUpdate("""
                                insert into rule_set_version (integration, version, activation, activated_at,
                                    conditions, mappings, consents, schema_yaml)
                                select :integration, :version, coalesce(max(activation), 0) + 1, :at,
                                    :conditions, :mappings, :consents, :schema
                                from rule_set_version where integration = :integration
                                on conflict (integration, version) do update set
                                    activation = excluded.activation, activated_at = excluded.activated_at""")
                        .bind("integration", integration)
                        .bind("version", next.version())
                        .bind("at", next.activatedAt().toEpochMilli())
                        .bind("conditions", next.conditions())
                        .bind("mappings", next.mappings())
                        .bind("consents", next.consents())
                        .bind("schema", next.schema())
                        .execute()
                == 1;
    }
}
