package dev.kith.engine.store;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
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

    Database(Path file, Connections connections) {
        this.file = file;
        writing = connections.writer();
        reading = connections.readers();
        writer = new Writer(jdbi(writing), file);
        readers = jdbi(reading);
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

    @Override
    public void close() {
        writer.close();
        reading.close();
        writing.close();
    }
}
