package dev.kith.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
    private static final Retention.Keep KEEP = new Retention.Keep(Duration.ofDays(90), Duration.ofDays(1_826));

    @TempDir
    private Path folder;

    private final ManualClock clock = new ManualClock();
    private Store store;

    @BeforeEach
    void open() {
        store = Store.open(folder.resolve("kith.db"), clock);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void runsAndTheirIssuesGoAfterNinetyDays() {
        Run old = ended(RunState.FAILED, 2_500);
        clock.advance(Duration.ofDays(60));
        Run younger = ended(RunState.COMPLETED, 3);
        clock.advance(Duration.ofDays(31));

        assertThat(store.retention().prune(KEEP)).isEqualTo(2_501);

        assertThat(store.runReads().find("tribe", old.id())).isEmpty();
        assertThat(store.runReads().issues(old.id(), 10, 0)).isEmpty();
        assertThat(store.runReads().find("tribe", younger.id())).isPresent();
        assertThat(store.runReads().issues(younger.id(), 10, 0)).hasSize(3);
    }

    @Test
    void theNewestCompletedFullRunAndRunsThatHaveNotEndedStay() {
        Run last = ended(RunState.COMPLETED, 1);
        Run failed = ended(RunState.FAILED, 1);
        Run interrupted = Samples.runningRun(store);
        clock.advance(Duration.ofDays(400));

        store.retention().prune(KEEP);

        assertThat(store.runReads().list("tribe", 10, Long.MAX_VALUE))
                .extracting(Run::id)
                .containsExactly(interrupted.id(), failed.id(), last.id());
    }

    /** They hold values of persons, so they go also when no full run was ever completed. */
    @Test
    void whatDryRunsFoundGoesWithThem() {
        RuleTexts rules = new RuleTexts("", "", "", "");
        Run dry = store.inertRuns().create("tribe", RunKind.DRY_RUN, false, "v1", Optional.of(rules));
        store.runs().claim(dry.id(), Samples.OWNER, Samples.LEASE);
        Change created = Change.of(ChangeKind.CREATED, "", "");
        store.inertRuns().settle(new Batch(dry).settlement(), List.of(new Difference("a", List.of(created))));
        store.runs().finish(dry.id(), Samples.OWNER, RunState.COMPLETED, "");
        clock.advance(Duration.ofDays(91));

        assertThat(store.retention().prune(KEEP)).isEqualTo(3);

        assertThat(store.runReads().find("tribe", dry.id())).isEmpty();
        assertThat(store.inertRuns().rules(dry.id())).isEmpty();
        assertThat(store.differences().count(dry.id(), DifferenceFilter.ALL)).isZero();
    }

    @Test
    void theLedgerStaysForFiveYears() {
        settleLedger(clock.instant());
        clock.advance(Duration.ofDays(1_825));
        store.retention().prune(KEEP);
        assertThat(store.ledger().of("tribe", "a")).hasSize(1);

        clock.advance(Duration.ofDays(2));
        store.retention().prune(KEEP);
        assertThat(store.ledger().of("tribe", "a")).isEmpty();
        assertThat(store.links().find("tribe", "a"))
                .as("what Kith needs to go on")
                .isPresent();
    }

    private Run ended(RunState state, int issues) {
        Run run = Samples.runningRun(store);
        List<RunIssue> all = IntStream.range(0, issues)
                .mapToObj(i -> new RunIssue("contact-" + i, "deliver", "refused", "look at it"))
                .toList();
        for (int from = 0; from < issues; from += Settlement.MAX_CONTACTS) {
            List<RunIssue> part = all.subList(from, Math.min(issues, from + Settlement.MAX_CONTACTS));
            store.runs()
                    .settle(new Batch(run).issues(part.toArray(RunIssue[]::new)).settlement());
        }
        store.runs().finish(run.id(), Samples.OWNER, state, "");
        return run;
    }

    private void settleLedger(Instant at) {
        Run run = Samples.runningRun(store);
        LedgerEntry entry = new LedgerEntry("a", Samples.NEWSLETTER, "opt-in", "Newsletter", at);
        store.runs()
                .settle(new Batch(run).links(Samples.link("a")).ledger(entry).settlement());
        store.runs().finish(run.id(), Samples.OWNER, RunState.COMPLETED, "");
    }
}
