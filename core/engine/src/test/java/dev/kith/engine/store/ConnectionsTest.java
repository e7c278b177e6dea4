package dev.kith.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionsTest {
    private static final String FULL = "2";

    @TempDir
    private Path home;

    private Store store;

    @BeforeEach
    void open() {
        store = Store.open(home.resolve("kith.db"), new ManualClock());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aCommitIsOnTheDiskBeforeItsCallerGoesOn() {
        assertThat(written("journal_mode")).isEqualTo("wal");
        assertThat(written("synchronous")).isEqualTo(FULL);
    }

    @Test
    void everyConnectionWaitsForALockInsteadOfFailingAtOnce() {
        assertThat(written("busy_timeout")).isEqualTo("5000");
        assertThat(read("busy_timeout")).isEqualTo("5000");
    }

    @Test
    void readersOnlyRead() {
        assertThat(read("query_only")).isEqualTo("1");
        assertThat(read("journal_mode")).isEqualTo("wal");
    }

    private String written(String setting) {
        return store.database().write(handle -> value(handle, setting));
    }

    private String read(String setting) {
        return store.database().read(handle -> value(handle, setting));
    }

    private static String value(Handle handle, String setting) {
        return handle.createQuery("pragma " + setting).mapTo(String.class).one();
    }
}
