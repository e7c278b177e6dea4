package dev.kith.engine.store;

import static dev.kith.engine.store.Samples.link;
import static dev.kith.engine.store.Samples.runningRun;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kith.engine.store.StoreException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
    @TempDir
    private Path home;

    private Path file;

    @BeforeEach
    void chooseFile() {
        file = home.resolve("data/kith.db");
    }

    @Test
    void everythingIsThereAgainAfterItWasClosed() {
        Run run;
        try (Store store = open()) {
            run = runningRun(store);
            store.runs()
                    .settle(new Batch(run).links(link("p-1")).cursor("page-2").settlement());
        }

        try (Store store = open()) {
            assertThat(store.links().find("tribe", "p-1")).contains(link("p-1"));
            assertThat(store.runs().interruptAbandoned("host-2"))
                    .extracting(Run::cursor)
                    .containsExactly(Optional.of("page-2"));
        }
    }

    @Test
    void closingTwiceIsHarmless() {
        Store store = open();

        store.close();
        store.close();

        open().close();
    }

    /** What is on the disk at one moment is what a crash at that moment leaves. */
    @Test
    void theFilesOfACrashHoldAllThatWasCommittedAndNothingElse() throws IOException {
        Path copy = home.resolve("crashed/kith.db");
        Files.createDirectories(copy.getParent());
        try (Store store = open()) {
            Run run = runningRun(store);
            store.runs().settle(new Batch(run).links(link("p-1")).settlement());
            store.database().write(handle -> {
                handle.execute("delete from link");
                copyTo(copy);
                return true;
            });
            assertThat(store.links().count("tribe")).isZero();
        }

        try (Store store = Store.open(copy, new ManualClock())) {
            assertThat(store.links().find("tribe", "p-1")).contains(link("p-1"));
            assertThat(store.runs().interruptAbandoned("host-2")).hasSize(1);
        }
    }

    @Test
    void aSecondStoreOnTheSameFileIsRefused() {
        try (Store first = open()) {
            StoreException refused = refusedOpening();

            assertThat(refused.kind()).isEqualTo(Kind.LOCKED);
            assertThat(refused)
                    .hasMessage("Database " + file
                            + " is in use by another Kith. Stop the other one, or give this one its own home.");
            runningRun(first);
        }
        open().close();
    }

    @Test
    void aDatabaseLockedByAnotherProgramIsRefused() throws SQLException {
        open().close();
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = other.createStatement()) {
            statement.execute("pragma locking_mode = exclusive");
            statement.execute("begin exclusive");
            statement.execute("insert into counter values ('x', 1)");

            StoreException refused = catchThrowableOfType(
                    StoreException.class,
                    () -> Store.open(
                            file,
                            new ManualClock(),
                            source -> source.getConfig().setBusyTimeout(50)));

            assertThat(refused.kind()).isEqualTo(Kind.LOCKED);
            assertThat(refused).hasMessageContaining("is locked by another program.");
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsRefusedAndLeftAsItWas() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "Dear diary, ".repeat(1000));

        StoreException refused = refusedOpening();

        assertThat(refused.kind()).isEqualTo(Kind.DAMAGED);
        assertThat(refused)
                .hasMessage(
                        "Database " + file + " is not a database. Move the file away, or restore it from a backup.");
        assertThat(file).hasContent("Dear diary, ".repeat(1000));
    }

    @Test
    void aDamagedDatabaseIsRefused() throws IOException {
        open().close();
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 100, bytes.length, (byte) 0xff);
        Files.write(file, bytes);

        assertThat(refusedOpening().kind()).isEqualTo(Kind.DAMAGED);
    }

    /** For root no file is read-only, and tests may run as root; so SQLite is told to open the file that way. */
    @Test
    void aReadOnlyDatabaseIsRefused() {
        open().close();

        StoreException refused = catchThrowableOfType(
                StoreException.class,
                () -> Store.open(
                        file, new ManualClock(), source -> source.setUrl("jdbc:sqlite:file:" + file + "?mode=ro")));

        assertThat(refused.kind()).isEqualTo(Kind.READ_ONLY);
        assertThat(refused)
                .hasMessage("Database " + file + " cannot be written. Let this user write the file and its folder.");
        open().close();
    }

    @Test
    void aFolderThatCannotBeMadeIsRefused() throws IOException {
        Files.writeString(home.resolve("data"), "a file where the folder should be");

        assertThat(refusedOpening())
                .hasMessageContaining("Database " + file + " could not be opened:")
                .extracting(StoreException::kind)
                .isEqualTo(Kind.OTHER);
    }

    @Test
    void aDatabaseOfANewerKithIsRefused() {
        try (Store store = open()) {
            store.database().write(handle -> handle.execute("""
                            insert into flyway_schema_history
                            select installed_rank + 1, '9000', 'from the future', type, 'V9000__x.sql', checksum,
                                installed_by, installed_on, execution_time, success
                            from flyway_schema_history
                            where installed_rank = (select max(installed_rank) from flyway_schema_history)"""));
        }

        StoreException refused = refusedOpening();

        assertThat(refused.kind()).isEqualTo(Kind.OTHER);
        assertThat(refused)
                .hasMessage(
                        "Database " + file + " was written by a newer Kith (it has change 9000, \"from the future\")."
                                + " Start that version, or restore a backup.");
    }

    @Test
    void aDatabaseOfAnotherProgramIsRefusedAndGetsNoTables() throws SQLException, IOException {
        Files.createDirectories(file.getParent());
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = other.createStatement()) {
            statement.execute("create table recipe (name text)");

            assertThat(refusedOpening())
                    .hasMessage("Database " + file
                            + " holds tables of another program. Move it away, or give Kith a file of its own.");
            assertThat(statement
                            .executeQuery("select count(*) from sqlite_master")
                            .getInt(1))
                    .isOne();
        }
    }

    @Test
    void aFullDiskFailsTheSettleOnlyAndWorkGoesOnWhenThereIsRoom() {
        try (Store store =
                Store.open(file, new ManualClock(), source -> source.getConfig().setMaxPageCount(95))) {
            Run run = runningRun(store);
            store.runs()
                    .settle(new Batch(run).links(link("p-1")).cursor("page-2").settlement());
            List<Link> many = IntStream.range(0, 900)
                    .mapToObj(number -> link("q-" + number))
                    .toList();

            StoreException full = catchThrowableOfType(
                    StoreException.class,
                    () -> store.runs()
                            .settle(new Batch(run).links(many).cursor("page-3").settlement()));

            assertThat(full.kind()).isEqualTo(Kind.FULL);
            assertThat(full)
                    .hasMessage("Database " + file + " has no room: the disk is full. Free some space, then go on.");
            assertThat(store.links().count("tribe")).isOne();
            store.database().write(handle -> handle.execute("pragma max_page_count = 100000"));
            store.runs().settle(new Batch(run).links(many).cursor("page-3").settlement());
            assertThat(store.links().count("tribe")).isEqualTo(901);
        }
    }

    @Test
    void aDiskThatIsFullAtTheStartIsNamed() {
        StoreException full = catchThrowableOfType(
                StoreException.class,
                () -> Store.open(
                        file, new ManualClock(), source -> source.getConfig().setMaxPageCount(8)));

        assertThat(full.kind()).isEqualTo(Kind.FULL);
    }

    private Store open() {
        return Store.open(file, new ManualClock());
    }

    private StoreException refusedOpening() {
        return catchThrowableOfType(StoreException.class, this::open);
    }

    private void copyTo(Path copy) {
        try {
            Files.copy(file, copy);
            Files.copy(file.resolveSibling("kith.db-wal"), copy.resolveSibling("kith.db-wal"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
