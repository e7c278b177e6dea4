package dev.kith.engine.store;

import dev.kith.spi.ImportJob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;

/** The rows of imports and of what belongs to them, inside the transaction they are given. */
final class ImportTable {
    /** Ids of attributes hold no line breaks. */
    private static final String BETWEEN = "\n";

    private ImportTable() {}

    static void addJob(Handle handle, long run, StoredImport stored) {
        ImportJob job = stored.job();
        handle.createUpdate("""
                        insert into import_job (run, job, state, shape, ticket, requested_at, upload_until)
                        values (:run, :job, :state, :shape, :ticket, :requested, :until)""")
                .bind("run", run)
                .bind("job", job.id())
                .bind("state", stored.state().word())
                .bind("shape", job.shape())
                .bind("ticket", job.ticket())
                .bind("requested", job.requested().toEpochMilli())
                .bind("until", job.uploadUntil().toEpochMilli())
                .execute();
    }

    static void addRows(Handle handle, long run, List<ImportRow> rows) {
        PreparedBatch batch = handle.prepareBatch("""
                insert into import_row (run, contact_key, job, source_hash, rule_set_version, attributes)
                values (:run, :contactKey, :job, :sourceHash, :version, :attributes)
                on conflict (run, contact_key) do update set job = excluded.job, source_hash = excluded.source_hash,
                    rule_set_version = excluded.rule_set_version, attributes = excluded.attributes""");
        for (ImportRow row : rows) {
            batch.bind("run", run)
                    .bind("contactKey", row.contactKey())
                    .bind("job", row.job())
                    .bind("sourceHash", row.sourceHash())
                    .bind("version", row.ruleSetVersion())
                    .bind("attributes", String.join(BETWEEN, row.attributes()))
                    .add();
        }
        batch.execute();
    }

    static Map<String, ImportRow> rows(Handle handle, long run) {
        Map<String, ImportRow> rows = new HashMap<>();
        handle.createQuery("""
                        select import_row.* from import_row
                        join import_job on import_job.run = import_row.run and import_job.job = import_row.job
                        where import_row.run = :run""").bind("run", run).map(ImportTable::row).forEach(row -> rows.put(row.contactKey(), row));
        return rows;
    }

    static StoredImport read(ResultSet row, StatementContext context) throws SQLException {
        ImportJob job = new ImportJob(
                row.getString("job"),
                row.getString("shape"),
                row.getString("ticket"),
                Instant.ofEpochMilli(row.getLong("requested_at")),
                Instant.ofEpochMilli(row.getLong("upload_until")));
        return new StoredImport(job, ImportState.of(row.getString("state")));
    }

    private static ImportRow row(ResultSet row, StatementContext context) throws SQLException {
        String attributes = row.getString("attributes");
        return new ImportRow(
                row.getString("contact_key"),
                row.getString("job"),
                row.getString("source_hash"),
                row.getString("rule_set_version"),
                attributes.isEmpty() ? Set.of() : Set.of(attributes.split(BETWEEN)));
    }

    static void forget(Handle handle, long run) {
        handle.createUpdate("delete from import_job where run = :run")
                .bind("run", run)
                .execute();
        handle.createUpdate("delete from import_row where run = :run")
                .bind("run", run)
                .execute();
    }

    /** What belonged to runs that have ended. */
    static int forgetEnded(Handle handle) {
        int rows = 0;
        for (String table : List.of("import_job", "import_row", "held_address")) {
            rows += handle.createUpdate("delete from " + table + " where run in ("
                            + "select id from run where state in ('completed', 'cancelled', 'failed'))")
                    .execute();
        }
        return rows;
    }
}
