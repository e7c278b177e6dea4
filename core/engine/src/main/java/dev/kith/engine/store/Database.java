package dev.kith.engine.store;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.StatementExceptions;

/** The two ways to the tables: reads, which see what is committed, and units of work of the writer. */
final class Database implements AutoCloseable {
    private final Path file;
    private final HikariDataSource writing;
    private final HikariDataSource reading;
    private final Writer writer;
    private final Jdbi readers;

    private Database(Path file, HikariDataSource writing, HikariDataSource reading) {
        this.file = file;
        this.writing = writing;
        this.reading = reading;
        writer = new Writer(jdbi(writing), file);
        readers = jdbi(reading);
    }

    /** Opens a migrated database and proves that it can be written. */
    static Database open(Path file, Connections connections) {
        HikariDataSource writing = connections.writer();
        try {
            Database database = new Database(file, writing, connections.readers());
            database.proveWritable();
            return database;
        } catch (RuntimeException e) {
            writing.close();
            throw e;
        }
    }

    /** SQLite opens a read-only file without a word and fails at the first write, which may be hours away. */
    private void proveWritable() {
        try {
            write(handle -> handle.execute("update counter set last = last"));
        } catch (StoreException e) {
            close();
            throw e;
        }
    }

    private static Jdbi jdbi(HikariDataSource source) {
        Jdbi jdbi = Jdbi.create(source);
        // Bound values are personal data: they must not get into messages.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(StatementExceptions.MessageRendering.NONE);
        return jdbi;
    }

    <T> T read(Function<Handle, T> work) {
        try {
            return readers.withHandle(work::apply);
        } catch (JdbiException e) {
            throw StoreFault.of(file, e);
        }
    }

    <T> T write(Function<Handle, T> work) {
        return writer.write(work);
    }

    /** Puts events into the inbox; the id of the first comes from the writer once they are committed. */
    CompletableFuture<Long> insert(InboxTable.Insert insert) {
        return writer.insert(insert);
    }

    int waitingInserts() {
        return writer.waitingInserts();
    }

    @Override
    public void close() {
        writer.close();
        reading.close();
        writing.close();
    }
}
