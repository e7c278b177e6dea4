package dev.kith.engine.store;

import static dev.kith.engine.store.Samples.LEASE;
import static dev.kith.engine.store.Samples.OWNER;
import static dev.kith.engine.store.Samples.runningRun;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsTest {
    @TempDir
    private Path home;

    private final ManualClock clock = new ManualClock();
    private Store store;
    private Runs runs;

    @BeforeEach
    void open() {
        store = Store.open(home.resolve("kith.db"), clock);
        runs = store.runs();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aNewRunIsQueued() {
        Run run = runs.create("tribe", RunKind.FULL, true, "v1");

        assertThat(run)
                .isEqualTo(new Run(
                        1,
                        "tribe",
                        RunKind.FULL,
                        RunState.QUEUED,
                        true,
                        "v1",
                        clock.instant(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        RunCounts.ZERO,
                        false,
                        "",
                        0,
                        Optional.empty()));
        assertThat(store.runReads().find("tribe", run.id())).contains(run);
        assertThat(store.runReads().find("other", run.id())).isEmpty();
    }

    @Test
    void refusesASecondFullRunUntilTheFirstHasEnded() {
        Run first = runs.create("tribe", RunKind.FULL, false, "v1");

        RunOpen refused = catchThrowableOfType(RunOpen.class, () -> runs.create("tribe", RunKind.FULL, false, "v1"));

        assertThat(refused.run()).isEqualTo(first.id());
        assertThat(refused)
                .hasMessage("Integration \"tribe\": full run 1 has not ended yet. Wait for its end or cancel it.");
        runs.claim(first.id(), OWNER, LEASE);
        assertThatThrownBy(() -> runs.create("tribe", RunKind.FULL, false, "v1"))
                .isInstanceOf(RunOpen.class);
        runs.interruptAbandoned("host-2");
        assertThatThrownBy(() -> runs.create("tribe", RunKind.FULL, false, "v1"))
                .isInstanceOf(RunOpen.class);
        runs.claim(first.id(), OWNER, LEASE);
        runs.finish(first.id(), OWNER, RunState.FAILED, "gave up");
        assertThat(runs.create("tribe", RunKind.FULL, false, "v1").id()).isEqualTo(2);
    }

    @Test
    void dryRunsAndOtherIntegrationsAreNotHeldUp() {
        runs.create("tribe", RunKind.FULL, false, "v1");

        assertThat(runs.create("tribe", RunKind.DRY_RUN, false, "v1").kind()).isEqualTo(RunKind.DRY_RUN);
        assertThat(runs.create("tribe", RunKind.DRY_RUN, false, "v1").id()).isEqualTo(3);
        assertThat(runs.create("other", RunKind.FULL, false, "v1").integration())
                .isEqualTo("other");
    }

    @Test
    void ofCatchUpsAndRunsOfNewContactsThereIsOneAtATimeBesideAnyOfAnotherKind() {
        runs.create("tribe", RunKind.FULL, false, "v1");
        for (RunKind kind : List.of(RunKind.CATCH_UP, RunKind.NEW_CONTACTS)) {
            Run first = runs.create("tribe", kind, false, "v1");
            assertThatThrownBy(() -> runs.create("tribe", kind, false, "v1"))
                    .isInstanceOf(RunOpen.class)
                    .hasMessageContaining(kind.word() + " run " + first.id() + " has not ended yet");
            assertThat(runs.create("other", kind, false, "v1").kind()).isEqualTo(kind);
        }
    }

    @Test
    void ofImportsThereIsOneOfEachListAtATime() {
        Run first = runs.createListImport("tribe", "label:1", false, "v1");
        assertThat(first.list()).contains(new ListImport("label:1", 0, 0, 0));
        assertThatThrownBy(() -> runs.createListImport("tribe", "label:1", true, "v1"))
                .isInstanceOf(RunOpen.class)
                .hasMessageContaining("list-import run " + first.id() + " has not ended yet");
        assertThat(runs.createListImport("tribe", "label:2", false, "v1").list())
                .map(ListImport::list)
                .contains("label:2");
    }

    @Test
    void theNewestCompletedRunOfTheKindsAskedForSaysWhenItWasStarted() {
        assertThat(store.runReads().newestCompletedStart("tribe", Set.of(RunKind.FULL, RunKind.CATCH_UP)))
                .isEmpty();
        Instant full = clock.instant();
        end(RunKind.FULL, RunState.COMPLETED);
        end(RunKind.DRY_RUN, RunState.COMPLETED);
        end(RunKind.CATCH_UP, RunState.FAILED);
        end(RunKind.CATCH_UP, RunState.CANCELLED);
        assertThat(store.runReads().newestCompletedStart("tribe", Set.of(RunKind.FULL, RunKind.CATCH_UP)))
                .contains(full);

        Instant catchUp = clock.instant();
        end(RunKind.CATCH_UP, RunState.COMPLETED);
        assertThat(store.runReads().newestCompletedStart("tribe", Set.of(RunKind.FULL, RunKind.CATCH_UP)))
                .contains(catchUp);
        assertThat(store.runReads().newestCompletedStart("tribe", Set.of(RunKind.FULL)))
                .contains(full);
        assertThat(store.runReads().newestCompletedStart("other", Set.of(RunKind.FULL)))
                .isEmpty();
    }

    /** Each takes a minute. */
    private void end(RunKind kind, RunState state) {
        Run run = runs.create("tribe", kind, false, "v1");
        runs.claim(run.id(), OWNER, LEASE);
        clock.advance(Duration.ofMinutes(1));
        runs.finish(run.id(), OWNER, state, "");
    }

    @Test
    void ofTwoFullRunsAskedForAtOnceOneIsRefused() throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        Callable<Boolean> ask = () -> {
            start.await();
            try {
                return runs.create("tribe", RunKind.FULL, false, "v1").id() > 0;
            } catch (RunOpen refused) {
                return false;
            }
        };
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Boolean> created = new ArrayList<>();
            for (Future<Boolean> answer : threads.invokeAll(List.of(ask, ask))) {
                created.add(answer.get());
            }
            assertThat(created).containsExactlyInAnyOrder(true, false);
        } finally {
            threads.shutdown();
        }
        assertThat(store.runReads().list("tribe", 10, Long.MAX_VALUE)).hasSize(1);
    }

    @Test
    void onlyOneOwnerClaimsARun() {
        Run run = runs.create("tribe", RunKind.FULL, false, "v1");
        clock.advance(Duration.ofSeconds(3));

        Run claimed = runs.claim(run.id(), OWNER, LEASE).orElseThrow();

        assertThat(claimed.state()).isEqualTo(RunState.RUNNING);
        assertThat(claimed.startedAt()).contains(clock.instant());
        assertThat(runs.claim(run.id(), "host-2", LEASE)).isEmpty();
        assertThat(runs.claim(99, OWNER, LEASE)).isEmpty();
    }

    @Test
    void aLeaseIsRenewedByItsOwnerOnly() {
        Run run = runningRun(store);

        assertThat(runs.renew(run.id(), OWNER, LEASE)).isTrue();
        assertThat(runs.renew(run.id(), "host-2", LEASE)).isFalse();
        clock.advance(LEASE.minusSeconds(1));
        runs.renew(run.id(), OWNER, LEASE);
        clock.advance(LEASE.minusSeconds(1));
        assertThat(runs.interruptAbandoned(OWNER)).isEmpty();
    }

    @Test
    void aRunIsInterruptedWhenItsLeaseRanOut() {
        Run run = runningRun(store);
        runs.settle(new Batch(run).cursor("page-2").settlement());
        clock.advance(LEASE.plusMillis(1));

        List<Run> interrupted = runs.interruptAbandoned(OWNER);

        assertThat(interrupted).extracting(Run::id).containsExactly(run.id());
        assertThat(runs.renew(run.id(), OWNER, LEASE)).isFalse();
        Run resumed = runs.claim(run.id(), OWNER, LEASE).orElseThrow();
        assertThat(resumed.cursor()).contains("page-2");
        assertThat(resumed.startedAt()).isEqualTo(run.startedAt());
    }

    @Test
    void runsOfAnotherHostAreInterruptedAtOnceAndEarlierOnesListedAgain() {
        Run first = runningRun(store);
        runs.interruptAbandoned("host-2");
        Run second = runs.create("other", RunKind.FULL, false, "v1");
        runs.claim(second.id(), "host-2", LEASE);
        runs.create("third", RunKind.FULL, false, "v1");

        assertThat(runs.interruptAbandoned("host-3")).extracting(Run::id).containsExactly(first.id(), second.id());
    }

    @Test
    void aCancelIsSeenUntilTheRunEnds() {
        Run run = runningRun(store);
        assertThat(store.runReads().cancelRequested(run.id())).isFalse();
        assertThat(store.runReads().cancelRequested(99)).isFalse();

        runs.requestCancel(run.id());

        assertThat(store.runReads().cancelRequested(run.id())).isTrue();
        assertThat(store.runReads().find("tribe", run.id()).orElseThrow().cancelRequested())
                .isTrue();
    }

    @Test
    void anEndedRunCannotBeCancelled() {
        Run run = runningRun(store);
        runs.finish(run.id(), OWNER, RunState.COMPLETED, "");

        runs.requestCancel(run.id());

        assertThat(store.runReads().cancelRequested(run.id())).isFalse();
    }

    @Test
    void aFinishedRunKeepsItsCauseAndEnd() {
        Run run = runningRun(store);
        clock.advance(Duration.ofSeconds(30));

        runs.finish(run.id(), OWNER, RunState.FAILED, "The CRM refused the password.");

        Run ended = store.runReads().find("tribe", run.id()).orElseThrow();
        assertThat(ended.state()).isEqualTo(RunState.FAILED);
        assertThat(ended.cause()).isEqualTo("The CRM refused the password.");
        assertThat(ended.endedAt()).contains(clock.instant());
        assertThat(runs.claim(run.id(), OWNER, LEASE)).isEmpty();
    }

    @Test
    void onlyTheOwnerFinishesARunAndOnlyInAnEndState() {
        Run run = runningRun(store);

        assertThatThrownBy(() -> runs.finish(run.id(), "host-2", RunState.COMPLETED, ""))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("Run 1 is not running under \"host-2\" any more, so nothing was written.");
        assertThatThrownBy(() -> runs.finish(run.id(), OWNER, RunState.INTERRUPTED, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Run 1: a run does not end in state interrupted.");
        assertThat(store.runReads().find("tribe", run.id()).orElseThrow().state())
                .isEqualTo(RunState.RUNNING);
    }

    @Test
    void listsTheNewestFirstAndGoesOnBelowAnId() {
        for (int number = 0; number < 5; number++) {
            runs.create("tribe", RunKind.DRY_RUN, false, "v1");
        }
        runs.create("other", RunKind.DRY_RUN, false, "v1");

        assertThat(store.runReads().list("tribe", 2, Long.MAX_VALUE))
                .extracting(Run::id)
                .containsExactly(5L, 4L);
        assertThat(store.runReads().list("tribe", 9, 4)).extracting(Run::id).containsExactly(3L, 2L, 1L);
    }

    @Test
    void wordsNameKindsAndStatesInBothDirections() {
        assertThat(RunKind.DRY_RUN.word()).isEqualTo("dry-run");
        assertThat(RunKind.of("full")).contains(RunKind.FULL);
        assertThat(RunKind.of("FULL")).isEmpty();
        assertThat(RunState.of("interrupted")).contains(RunState.INTERRUPTED);
        assertThat(RunState.INTERRUPTED.isEnded()).isFalse();
        assertThat(RunState.CANCELLED.isEnded()).isTrue();
    }

    @Test
    void aRunThatWasOnlyAskedForIsStillQueuedAfterARestart() {
        Run queued = runs.create("tribe", RunKind.FULL, false, "v1");
        runs.claim(runs.create("other", RunKind.FULL, false, "v1").id(), OWNER, LEASE);

        assertThat(store.runReads().queued()).containsExactly(queued);
    }

    @Test
    void anIntentIsStoredWithoutMovingTheRun() {
        Run run = runningRun(store);

        runs.intend(run.id(), OWNER, List.of(Samples.link("c1")));

        assertThat(store.links().find("tribe", "c1")).contains(Samples.link("c1"));
        assertThat(store.runReads().find("tribe", run.id()).orElseThrow().pages())
                .isZero();
    }

    @Test
    void anIntentOfAHostThatLostTheRunIsRefused() {
        Run run = runningRun(store);

        assertThatThrownBy(() -> runs.intend(run.id(), "another", List.of(Samples.link("c1"))))
                .isInstanceOf(StoreException.class);
        assertThat(store.links().find("tribe", "c1")).isEmpty();
    }

    @Test
    void aRunInWorkGoesOnAlthoughTheClockWasSetOnByDays() {
        Run run = runningRun(store);
        clock.advance(Duration.ofDays(3));
        runs.failAbandonedLongerThan(Duration.ofHours(24), OWNER);
        assertThat(store.runReads().find("tribe", run.id()).orElseThrow().state())
                .isEqualTo(RunState.RUNNING);
    }

    @Test
    void aRunWhoseLeaseIsADayOldIsNotResumedButFailed() {
        Run run = runningRun(store);
        clock.advance(LEASE.plus(Duration.ofHours(23)));
        runs.failAbandonedLongerThan(Duration.ofHours(24), "next");
        assertThat(runs.interruptAbandoned("next")).extracting(Run::id).containsExactly(run.id());

        clock.advance(Duration.ofHours(2));
        runs.failAbandonedLongerThan(Duration.ofHours(24), "next");

        Run failed = store.runReads().find("tribe", run.id()).orElseThrow();
        assertThat(failed.state()).isEqualTo(RunState.FAILED);
        assertThat(failed.cause())
                .isEqualTo("Interrupted, and not resumed in time. What was settled stays; start a new run.");
    }
}
