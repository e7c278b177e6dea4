package dev.kith.engine.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Makes connections to a SQLite file; the only place that knows its settings. */
final class Connections {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int READERS = 4;
    private static final int SCHEDULER_THREADS = 3;
    private static final int CACHE_KIB = 8 * 1024;
    private static final int LARGEST_IDLE_LOG = 64 * 1024 * 1024;

    private final Path file;
    private final Consumer<SQLiteDataSource> tuning;

    /** The tuning has the last word on the settings of connections that write. */
    Connections(Path file, Consumer<SQLiteDataSource> tuning) {
        this.file = file;
        this.tuning = tuning;
    }

    DataSource migrator() {
        return writing();
    }

    HikariDataSource writer() {
        HikariConfig pool = pool("kith-writer", 1);
        pool.setDataSource(writing());
        return new HikariDataSource(pool);
    }

    /** One connection that reads a file which another process may be writing. */
    static DataSource reading(Path file) {
        SQLiteConfig config = common();
        config.setReadOnly(true);
        return source(file, config);
    }

    HikariDataSource readers() {
        HikariConfig pool = pool("kith-readers", READERS);
        pool.setDataSource(source(file, common()));
        pool.setMinimumIdle(1);
        pool.setConnectionInitSql("pragma query_only = 1");
        return new HikariDataSource(pool);
    }

    /** For db-scheduler, which writes by itself; a few threads of it need one each. */
    HikariDataSource scheduler() {
        HikariConfig pool = pool("kith-scheduler", SCHEDULER_THREADS);
        pool.setDataSource(writing());
        pool.setMinimumIdle(1);
        return new HikariDataSource(pool);
    }

    private DataSource writing() {
        SQLiteConfig config = common();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        // A transaction that reads and then writes would fail at once, whatever the timeout, if it began as a reader.
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setJournalSizeLimit(LARGEST_IDLE_LOG);
        SQLiteDataSource source = source(file, config);
        tuning.accept(source);
        return source;
    }

    private static SQLiteConfig common() {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout((int) PATIENCE.toMillis());
        config.setCacheSize(-CACHE_KIB);
        config.setGetGeneratedKeys(false);
        return config;
    }

    private static SQLiteDataSource source(Path file, SQLiteConfig config) {
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    private static HikariConfig pool(String name, int size) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName(name);
        pool.setMaximumPoolSize(size);
        pool.setConnectionTimeout(PATIENCE.multipliedBy(2).toMillis());
        pool.setMaxLifetime(0);
        return pool;
    }
}
