package dev.kith.engine.store;

import static dev.kith.engine.store.Samples.OWNER;
import static dev.kith.engine.store.Samples.runningRun;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.spi.ImportJob;
import dev.kith.spi.ProfileAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportJobsTest {
    @TempDir
    private Path home;

    private final ManualClock clock = new ManualClock();
    private Store store;
    private Run run;

    @BeforeEach
    void open() {
        store = Store.open(home.resolve("kith.db"), clock);
        run = runningRun(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void keepsAnImportWithItsRowsOverARestart() {
        StoredImport stored = stored("i-1");
        List<ImportRow> rows =
                IntStream.range(0, 1_500).mapToObj(i -> row("k" + i, "i-1")).toList();
        store.importJobs().add(run.id(), OWNER, stored, rows);
        store.importJobs().advance(run.id(), OWNER, "i-1", ImportState.UPLOADED);
        store.close();
        store = Store.open(home.resolve("kith.db"), clock);

        assertThat(store.importJobs().of(run.id()))
                .containsExactly(new StoredImport(stored.job(), ImportState.UPLOADED));
        assertThat(store.importJobs().rows(run.id())).hasSize(1_500).containsEntry("k7", row("k7", "i-1"));
    }

    @Test
    void anotherOwnerChangesNothing() {
        assertThatThrownBy(() -> store.importJobs().add(run.id(), "host-2", stored("i-1"), List.of(row("k", "i-1"))))
                .isInstanceOf(StoreException.class);
        assertThat(store.importJobs().of(run.id())).isEmpty();
        assertThat(store.importJobs().rows(run.id())).isEmpty();
    }

    @Test
    void nothingOfAnEndedRunStays() {
        store.importJobs().add(run.id(), OWNER, stored("i-1"), List.of(row("k", "i-1")));
        store.heldAddresses().add(run.id(), List.of(new ProfileAddress("a@example.test", Optional.empty())));
        store.runs().finish(run.id(), OWNER, RunState.FAILED, "down");

        assertThat(store.importJobs().of(run.id())).isEmpty();
        assertThat(store.importJobs().rows(run.id())).isEmpty();
        assertThat(store.heldAddresses().holders(run.id(), Set.of("a@example.test")))
                .isEmpty();
    }

    @Test
    void forgettingLeavesTheImportsOfOtherRuns() {
        Run other = store.runs().create("other", RunKind.FULL, false, "v1");
        store.runs().claim(other.id(), OWNER, Samples.LEASE);
        store.importJobs().add(run.id(), OWNER, stored("i-1"), List.of(row("k", "i-1")));
        store.importJobs().add(other.id(), OWNER, stored("i-1"), List.of(row("k", "i-1")));
        store.importJobs().forget(run.id(), OWNER);

        assertThat(store.importJobs().of(run.id())).isEmpty();
        assertThat(store.importJobs().rows(other.id())).hasSize(1);
    }

    /** D39. */
    @Test
    void findsTheHoldersOfAnAddressWithoutRegardToCase() {
        store.heldAddresses()
                .add(
                        run.id(),
                        List.of(
                                new ProfileAddress("Anna@Example.test", Optional.of("k1")),
                                new ProfileAddress("anna@example.test", Optional.empty()),
                                new ProfileAddress("bert@example.test", Optional.of("k2"))));

        assertThat(store.heldAddresses().holders(run.id(), Set.of("anna@example.test", "c@example.test")))
                .isEqualTo(Map.of("anna@example.test", Set.of("k1", "")));
        assertThat(store.heldAddresses().profiles(run.id(), Set.of("k2", "k3"))).containsExactly("k2");
    }

    @Test
    void anExportCountsOnlyWhenItIsWhole() {
        store.heldAddresses().add(run.id(), List.of());
        assertThat(store.heldAddresses().isWhole(run.id())).isFalse();
        store.heldAddresses().whole(run.id());
        store.heldAddresses().whole(run.id());
        assertThat(store.heldAddresses().isWhole(run.id())).isTrue();
        assertThat(store.heldAddresses().isWhole(run.id() + 1)).isFalse();
    }

    /** D39. */
    @Test
    void findsWhichContactHoldsAKeyInTheLinks() {
        store.runs()
                .settle(new Batch(run)
                        .links(Samples.link("k1"), Samples.link("k2"))
                        .settlement());

        assertThat(store.links().holders("tribe", Set.of(new KeyValue("first-name", "zoë"))))
                .isEqualTo(Map.of(new KeyValue("first-name", "zoë"), Set.of("k1", "k2")));
        assertThat(store.links().holders("tribe", Set.of(new KeyValue("first-name", "ann"))))
                .isEmpty();
    }

    private StoredImport stored(String id) {
        ImportJob job = new ImportJob(
                id, "shape", "t1cket", clock.instant(), clock.instant().plusSeconds(60));
        return new StoredImport(job, ImportState.REQUESTED);
    }

    private static ImportRow row(String key, String job) {
        return new ImportRow(key, job, "source-" + key, "v1", Set.of("a-email", "a-city"));
    }
}
