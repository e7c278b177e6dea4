package dev.kith.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.engine.store.Change;
import dev.kith.engine.store.ChangeKind;
import dev.kith.engine.store.Difference;
import dev.kith.engine.store.DifferenceFilter;
import dev.kith.engine.store.Run;
import dev.kith.engine.store.RunCounts;
import dev.kith.engine.store.RunKind;
import dev.kith.engine.store.RunState;
import dev.kith.engine.store.Store;
import dev.kith.spi.ContactPage;
import dev.kith.spi.ContactSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InertPassTest {
    private static final int CONTACTS = 25;
    private static final int PAGE = 10;
    private static final List<Change> CHANGES = List.of(Change.of(ChangeKind.CREATED, "", ""));
    private static final RunCounts CREATED = new RunCounts(1, 1, 0, 0, 0, 0, 0, 0, 0);

    @TempDir
    private Path folder;

    private final SteppingClock clock = new SteppingClock();
    private Store store;
    private Run run;

    @BeforeEach
    void open() {
        store = Store.open(folder.resolve("kith.db"), clock);
        Run queued = store.inertRuns().create("tribe", RunKind.DRY_RUN, false, "v1", Optional.empty());
        run = store.runs().claim(queued.id(), "host", Duration.ofMinutes(1)).orElseThrow();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void everyContactIsInspectedOnceThoughPagesOverlap() throws InterruptedException {
        assertThat(go(() -> false, CONTACTS).state()).isEqualTo(RunState.COMPLETED);
        assertThat(stored().counts().read()).isEqualTo(CONTACTS);
        assertThat(found()).hasSize(CONTACTS);
        assertThat(store.links().count("tribe")).isZero();
        assertThat(stored().cursor()).isEmpty();
    }

    @Test
    void aCancelEndsItWithinAPageAndKeepsWhatWasFound() throws InterruptedException {
        Pass.Ending ending = go(() -> stored().pages() > 0, CONTACTS);
        assertThat(ending.state()).isEqualTo(RunState.CANCELLED);
        assertThat(ending.cause()).isEqualTo("Cancelled on request; what was found until then is kept.");
        assertThat(found()).hasSize(PAGE);
    }

    @Test
    void aRunThatGoesOnAfterACrashBeginsAgain() throws InterruptedException {
        go(() -> stored().pages() > 0, CONTACTS);
        assertThat(go(() -> false, CONTACTS).state()).isEqualTo(RunState.COMPLETED);
        assertThat(stored().counts().read()).isEqualTo(CONTACTS);
        assertThat(found()).hasSize(CONTACTS);
    }

    /** D19, also where nothing is written: half a result would be taken for the whole. */
    @Test
    void fewerContactsThanTheSourceCountsFailIt() throws InterruptedException {
        Pass.Ending ending = go(() -> false, CONTACTS + 1);
        assertThat(ending.state()).isEqualTo(RunState.FAILED);
        assertThat(ending.cause()).isEqualTo("Only 25 different contacts were read, but the CRM counts 26. Run again.");
    }

    private Pass.Ending go(BooleanSupplier stop, long counted) throws InterruptedException {
        Patience patience = new Patience(Duration.ofMinutes(5), clock, clock);
        return new InertPass(
                        store,
                        run,
                        "host",
                        (contact, before) -> new Inspection.Found(CHANGES, CREATED, List.of()),
                        () -> new Pages(source(counted)::readAll, patience, Runnable::run, stop, Optional.empty()),
                        stop)
                .go();
    }

    private static ContactSource source(long counted) {
        return (reading, cursor) -> {
            int from = cursor.map(Integer::parseInt).orElse(0);
            int to = Math.min(CONTACTS, from + PAGE);
            return new ContactPage(
                    IntStream.range(from, to)
                            .mapToObj(number -> Given.contact("c" + number))
                            .toList(),
                    to == CONTACTS ? Optional.empty() : Optional.of("" + (to - 1)),
                    OptionalLong.of(counted));
        };
    }

    private Run stored() {
        return store.runReads().find("tribe", run.id()).orElseThrow();
    }

    private List<Difference> found() {
        return store.differences().page(run.id(), DifferenceFilter.ALL, "", 100);
    }
}
