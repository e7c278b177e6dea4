package dev.kith.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriterTest {
    @TempDir
    private Path home;

    private Store store;
    private Database database;

    @BeforeEach
    void open() {
        store = Store.open(home.resolve("kith.db"), new ManualClock());
        database = store.database();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aUnitThatThrowsIsRolledBackAloneAndItsExceptionReachesItsCaller() {
        database.write(handle -> add(handle, "before"));

        assertThatThrownBy(() -> database.write(handle -> {
                    add(handle, "failed");
                    throw new IllegalStateException("not this one");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("not this one");
        database.write(handle -> add(handle, "after"));

        assertThat(names()).containsExactly("after", "before", "run");
    }

    @Test
    void anErrorIsRolledBackAndPassedOnToo() {
        assertThatThrownBy(() -> database.write(handle -> {
                    add(handle, "failed");
                    throw new AssertionError("crash");
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessage("crash");

        database.write(handle -> add(handle, "after"));
        assertThat(names()).containsExactly("after", "run");
    }

    @Test
    void whatAUnitWroteIsNotSeenBeforeItsCommit() {
        database.write(handle -> {
            add(handle, "open");
            assertThat(names()).containsExactly("run");
            return true;
        });

        assertThat(names()).containsExactly("open", "run");
    }

    @Test
    void aCallerThatIsInterruptedStillWaitsForItsCommit() throws Exception {
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        ExecutorService caller = Executors.newSingleThreadExecutor();
        Future<Boolean> interruptedAfterwards = caller.submit(() -> {
            database.write(handle -> {
                working.countDown();
                await(goOn);
                return add(handle, "kept");
            });
            return Thread.currentThread().isInterrupted();
        });
        working.await();
        caller.shutdownNow();
        goOn.countDown();

        assertThat(interruptedAfterwards.get()).isTrue();
        assertThat(names()).containsExactly("kept", "run");
    }

    @Test
    void aUnitInsideAUnitIsRefusedInsteadOfWaitingForever() {
        assertThatThrownBy(() -> database.write(outer -> database.write(inner -> true)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("A unit of work cannot wait for another one. Do both in one.");
    }

    @Test
    void readersCannotWrite() {
        assertThatThrownBy(() -> database.read(handle -> add(handle, "sneaked in")))
                .isInstanceOf(StoreException.class);

        assertThat(names()).containsExactly("run");
    }

    @Test
    void aClosedStoreWritesNothing() {
        store.close();

        assertThatThrownBy(() -> database.write(handle -> true))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("kith.db is closed. Nothing was written.");
    }

    @Test
    void waitingEventsComeBeforeUnitsThatWereHandedInEarlierAllInOneCommit() throws Exception {
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        ExecutorService callers = Executors.newCachedThreadPool();
        callers.execute(() -> database.write(handle -> {
            working.countDown();
            await(goOn);
            return true;
        }));
        working.await();
        Future<Long> settle = callers.submit(() -> database.write(WriterTest::events));
        List<Future<?>> inserts = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            NewEvent event = new NewEvent(
                    EventSubject.contact("c" + i), Set.of(), EventSource.MANUAL, Instant.parse("2026-03-01T08:00:00Z"));
            inserts.add(callers.submit(() -> store.inbox().add("tribe", List.of(event))));
        }
        Awaitility.await().until(() -> database.waitingInserts() == 5);
        goOn.countDown();

        assertThat(settle.get()).isEqualTo(5);
        for (Future<?> insert : inserts) {
            insert.get();
        }
        callers.shutdown();
    }

    private static long events(Handle handle) {
        return handle.createQuery("select count(*) from inbox_event")
                .mapTo(Long.class)
                .one();
    }

    private static int add(Handle handle, String name) {
        return handle.execute("insert into counter (name, last) values (?, 0)", name);
    }

    private List<String> names() {
        return database.read(
                handle -> handle.createQuery("select name from counter where name != 'inbox_event' order by name")
                        .mapTo(String.class)
                        .list());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
