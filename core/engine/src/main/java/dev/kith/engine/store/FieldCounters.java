package dev.kith.engine.store;

import dev.kith.engine.store.StoreException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.PreparedBatch;

/** What full runs counted of the CRM's fields; it is written when their batches are settled. */
public final class FieldCounters {
    /** The row that counts the contacts. */
    private static final String CONTACTS = "";

    private final Database database;

    FieldCounters(Database database) {
        this.database = database;
    }

    /** Of the last full run that was completed; empty when there is none that counted all it read. */
    public Optional<FieldCounts> lastFull(String integration) {
        return database.read(handle -> newest(handle, integration));
    }

    /**
     * The same from a file that another process may have open; writes nothing and needs no lock.
     *
     * @return empty also for a file that isn't there, or has no such counts yet
     */
    public static Optional<FieldCounts> lastFull(Path file, String integration) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Jdbi.create(Connections.reading(file)).withHandle(handle -> newest(handle, integration));
        } catch (JdbiException e) {
            StoreException fault = StoreFault.of(file, e);
            if (fault.kind() == Kind.OTHER) {
                return Optional.empty();
            }
            throw fault;
        }
    }

    private static Optional<FieldCounts> newest(Handle handle, String integration) {
        return handle.createQuery("""
                        select id, contacts_read from run
                        where integration = :integration and kind = 'full' and state = 'completed'
                        order by id desc limit 1""")
                .bind("integration", integration)
                .map((row, context) -> Map.entry(row.getLong("id"), row.getLong("contacts_read")))
                .findOne()
                .flatMap(run ->
                        Optional.of(of(handle, run.getKey())).filter(counts -> counts.contacts() >= run.getValue()));
    }

    private static FieldCounts of(Handle handle, long run) {
        Map<String, Long> filled = new LinkedHashMap<>();
        handle.createQuery("select field, filled from run_field where run = :run order by field")
                .bind("run", run)
                .map((row, context) -> Map.entry(row.getString("field"), row.getLong("filled")))
                .forEach(entry -> filled.put(entry.getKey(), entry.getValue()));
        Long contacts = filled.remove(CONTACTS);
        return new FieldCounts(run, filled, contacts == null ? 0 : contacts);
    }

    static void add(Handle handle, long run, Map<String, Long> filled, long contacts) {
        if (contacts == 0) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("""
                insert into run_field (run, field, filled) values (:run, :field, :filled)
                on conflict (run, field) do update set filled = run_field.filled + excluded.filled""");
        batch.bind("run", run).bind("field", CONTACTS).bind("filled", contacts).add();
        filled.forEach((field, count) -> batch.bind("run", run)
                .bind("field", field)
                .bind("filled", count)
                .add());
        batch.execute();
    }
}
