package dev.kith.engine.store;

import static dev.kith.engine.store.Samples.OWNER;
import static dev.kith.engine.store.Samples.runningRun;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FieldCountersTest {
    private static final RunCounts TWO_READ = new RunCounts(2, 0, 0, 2, 0, 0, 0, 0, 0);

    @TempDir
    private Path home;

    @Test
    void countsAddUpOverTheBatchesOfARunAndStandOnceItIsCompleted() {
        try (Store store = open()) {
            Run run = runningRun(store);
            settle(store, run, Map.of("city", 1L));
            settle(store, run, Map.of("city", 2L, "phone", 1L));
            assertThat(store.fieldCounters().lastFull("tribe")).isEmpty();

            store.runs().finish(run.id(), OWNER, RunState.COMPLETED, "");

            assertThat(store.fieldCounters().lastFull("tribe"))
                    .contains(new FieldCounts(run.id(), Map.of("city", 3L, "phone", 1L), 4));
            assertThat(store.fieldCounters().lastFull("other")).isEmpty();
        }
    }

    /** Such a run says nothing about a field: an older Kith may have read the contacts that have it. */
    @Test
    void aRunThatDidNotCountAllItReadCountsForNothing() {
        try (Store store = open()) {
            Run run = runningRun(store);
            store.runs().settle(new Batch(run).counts(TWO_READ).settlement());
            settle(store, run, Map.of("city", 1L));
            store.runs().finish(run.id(), OWNER, RunState.COMPLETED, "");
            assertThat(store.fieldCounters().lastFull("tribe")).isEmpty();
        }
    }

    @Test
    void theyAreReadBesideTheProcessThatHasTheDatabase() throws IOException {
        Path file = home.resolve("kith.db");
        assertThat(FieldCounters.lastFull(file, "tribe")).isEmpty();
        try (Store store = open()) {
            Run run = runningRun(store);
            settle(store, run, Map.of("city", 1L));
            store.runs().finish(run.id(), OWNER, RunState.COMPLETED, "");
            assertThat(FieldCounters.lastFull(file, "tribe"))
                    .isEqualTo(store.fieldCounters().lastFull("tribe"));
        }
        assertThat(FieldCounters.lastFull(file, "tribe")).isPresent();
        Path empty = Files.createFile(home.resolve("empty.db"));
        assertThat(FieldCounters.lastFull(empty, "tribe")).isEmpty();
    }

    private Store open() {
        return Store.open(home.resolve("kith.db"), new ManualClock());
    }

    private static void settle(Store store, Run run, Map<String, Long> filled) {
        store.runs().settle(new Batch(run).counts(TWO_READ).settlement(), filled, 2);
    }
}
