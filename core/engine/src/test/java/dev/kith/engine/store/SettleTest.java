package dev.kith.engine.store;

import static dev.kith.engine.store.Samples.LEASE;
import static dev.kith.engine.store.Samples.MOMENT;
import static dev.kith.engine.store.Samples.NEWSLETTER;
import static dev.kith.engine.store.Samples.OWNER;
import static dev.kith.engine.store.Samples.link;
import static dev.kith.engine.store.Samples.runningRun;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.spi.Channel;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettleTest {
    private static final RunIssue ISSUE = new RunIssue("p-1", "write", "The profile is locked.", "Unlock it.");
    private static final LedgerEntry OPT_IN =
            new LedgerEntry("p-1", NEWSLETTER, "opt-in", "Newsletter by email", MOMENT);

    @TempDir
    private Path home;

    private Store store;
    private Run run;

    @BeforeEach
    void open() {
        store = Store.open(home.resolve("kith.db"), new ManualClock());
        run = runningRun(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void addsUpCountsPagesAndTotals() {
        RunCounts delta = new RunCounts(9, 8, 7, 6, 5, 4, 3, 2, 1);

        settle(new Batch(run).counts(delta).cursor("page-2").total(1000));
        settle(new Batch(run).counts(delta).cursor("page-3").total(990));
        settle(new Batch(run));

        Run settled = stored();
        assertThat(settled.counts()).isEqualTo(delta.plus(delta));
        assertThat(settled.pages()).isEqualTo(3);
        assertThat(settled.cursor()).contains("page-3");
        assertThat(settled.firstTotal()).hasValue(1000);
        assertThat(settled.lastTotal()).hasValue(990);
    }

    @Test
    void keepsIssuesInOrderAndGivesThemInPages() {
        RunIssue second = new RunIssue("p-2", "consent", "The topic is gone.", "Fix the schema.");

        settle(new Batch(run).issues(ISSUE, second));
        settle(new Batch(run).issues(ISSUE));

        assertThat(store.runReads().issues(run.id(), 10, 0)).containsExactly(ISSUE, second, ISSUE);
        assertThat(store.runReads().issues(run.id(), 1, 1)).containsExactly(second);
        assertThat(store.runReads().issueCount(run.id())).isEqualTo(3);
        assertThat(store.runReads().issueCount(99)).isZero();
    }

    @Test
    void addsToTheLedgerInOrder() {
        LedgerEntry optOut = new LedgerEntry("p-1", NEWSLETTER, "opt-out", "no rule opted in", MOMENT.plusSeconds(5));
        LedgerEntry other = new LedgerEntry(
                "p-2", new ConsentKey("topic-2", Channel.SMS), "opt-out-seen", "seen in the audience", MOMENT);

        settle(new Batch(run).ledger(OPT_IN, other, optOut));
        settle(new Batch(run).ledger(OPT_IN));

        assertThat(store.ledger().of("tribe", "p-1")).containsExactly(OPT_IN, optOut, OPT_IN);
        assertThat(store.ledger().of("tribe", "p-2")).containsExactly(other);
        assertThat(store.ledger().of("other", "p-1")).isEmpty();
    }

    @Test
    void aSettleThatFailsAtItsLastStepLeavesNothing() {
        settle(new Batch(run).links(link("p-0", "email", "a@example.com")).cursor("page-2"));
        Run before = stored();
        store.database().write(handle -> handle.execute("drop table consent_ledger"));

        assertThatThrownBy(() -> settle(new Batch(run)
                        .links(link("p-1"))
                        .seen(List.of("p-0"))
                        .issues(ISSUE)
                        .counts(new RunCounts(1, 1, 1, 1, 1, 1, 1, 1, 1))
                        .cursor("page-3")
                        .total(10)
                        .freed(new FreedValue("email", "a@example.com"))
                        .ledger(OPT_IN)))
                .isInstanceOf(StoreException.class);

        assertThat(stored()).isEqualTo(before);
        assertThat(store.links().find("tribe", "p-1")).isEmpty();
        assertThat(store.links().find("tribe", "p-0")).contains(link("p-0", "email", "a@example.com"));
        assertThat(store.runReads().issueCount(run.id())).isZero();
    }

    @Test
    void aFailureShowsNoValueOfThePerson() {
        store.database().write(handle -> handle.execute("drop table link_left_out"));

        assertThatThrownBy(() -> settle(new Batch(run).links(link("p-1", "email", "zoe@example.com"))))
                .isInstanceOf(StoreException.class)
                .satisfies(failure -> assertThat(failure).hasStackTraceContaining("no such table: link_left_out"))
                .satisfies(failure -> assertThat(stackTrace(failure)).doesNotContain("zoe@example.com", "Zoë"));
    }

    @Test
    void aHostThatLostTheRunCannotSettle() {
        store.runs().interruptAbandoned("host-2");
        store.runs().claim(run.id(), "host-2", LEASE);

        assertThatThrownBy(() -> settle(new Batch(run).links(link("p-1")).cursor("page-2")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("Run 1 is not running under \"host-1\" any more, so nothing was written.");
        assertThat(store.links().count("tribe")).isZero();
        assertThat(stored().cursor()).isEmpty();
        settle(new Batch(run).owner("host-2").links(link("p-1")));
        assertThat(store.links().count("tribe")).isOne();
    }

    @Test
    void nobodySettlesAnInterruptedOrEndedRun() {
        store.runs().interruptAbandoned("host-2");
        assertThatThrownBy(() -> settle(new Batch(run))).isInstanceOf(StoreException.class);

        store.runs().claim(run.id(), OWNER, LEASE);
        store.runs().finish(run.id(), OWNER, RunState.CANCELLED, "");

        assertThatThrownBy(() -> settle(new Batch(run))).isInstanceOf(StoreException.class);
    }

    @Test
    void refusesMoreThanAThousandContacts() {
        Batch tooLarge =
                new Batch(run).links(Collections.nCopies(600, link("p-1"))).seen(Collections.nCopies(401, "p-2"));

        assertThatThrownBy(tooLarge::settlement)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Run 1: a batch of 1001 contacts is too large to settle. At most 1000 fit.");
    }

    private void settle(Batch batch) {
        store.runs().settle(batch.settlement());
    }

    private Run stored() {
        return store.runReads().find("tribe", run.id()).orElseThrow();
    }

    private static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
