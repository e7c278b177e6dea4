package dev.kith.engine.store;

import static dev.kith.engine.store.Samples.LEASE;
import static dev.kith.engine.store.Samples.OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.engine.store.EventOutcome.Again;
import dev.kith.engine.store.EventOutcome.Ended;
import dev.kith.engine.store.EventOutcome.Held;
import dev.kith.spi.Notice;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InboxTest {
    private static final EventSubject ANNA = EventSubject.record("person", "anna");
    private static final EventSubject BEN = EventSubject.record("person", "ben");

    @TempDir
    private Path home;

    private final ManualClock clock = new ManualClock();
    private Store store;
    private Inbox inbox;

    @BeforeEach
    void open() {
        store = Store.open(home.resolve("kith.db"), clock);
        inbox = store.inbox();
    }

    @AfterEach
    void equationHoldsAndTheCountsAreThoseOfTheRows() {
        InboxCounts counts = store.inboxReads().counts("tribe");
        assertThat(counts.balanced()).as(counts.toString()).isTrue();
        assertThat(counts).isEqualTo(store.inboxReads().countedAnew("tribe"));
        store.close();
    }

    @Test
    void aClaimTakesTheSubjectsRowsUpToTheNewestAndUnitesTheirKinds() {
        put(ANNA, Notice.Kind.CREATED);
        put(BEN, Notice.Kind.UPDATED);
        put(ANNA, Notice.Kind.DELETED);

        List<EventClaim> claims = claim(10);

        assertThat(claims).extracting(EventClaim::subject).containsExactly(ANNA, BEN);
        EventClaim anna = claims.get(0);
        assertThat(anna.kinds()).containsExactlyInAnyOrder(Notice.Kind.CREATED, Notice.Kind.DELETED);
        assertThat(anna.events()).isEqualTo(2);
        assertThat(anna.highest()).isEqualTo(3);
    }

    @Test
    void rowsThatComeAfterTheClaimStayForTheNextOne() {
        put(ANNA, Notice.Kind.CREATED);
        put(ANNA, Notice.Kind.UPDATED);
        EventClaim first = claim(10).get(0);
        put(ANNA, Notice.Kind.DELETED);

        assertThat(claim(10)).as("one subject at a time").isEmpty();
        end(first, EventState.APPLIED);

        assertThat(states()).containsExactly("pending", "applied", "collapsed");
        EventClaim second = claim(10).get(0);
        assertThat(second.kinds()).containsExactly(Notice.Kind.DELETED);
        end(second, EventState.UNCHANGED);
        assertThat(states()).containsExactly("unchanged", "applied", "collapsed");
    }

    @Test
    void aSettleWritesLinkLedgerAndFurtherEventsWithTheEndOrNothing() {
        put(ANNA, Notice.Kind.UPDATED);
        EventClaim claim = claim(1).get(0);
        EventSettlement settlement = new EventSettlement(
                claim,
                Optional.of(Samples.link("anna")),
                List.of(),
                List.of(),
                List.of(event(BEN, Notice.Kind.UNKNOWN)),
                List.of(new LabelChange("anna", "Newsletter", false)),
                new Ended(EventState.APPLIED, ""));

        inbox.settle(settlement);

        assertThat(store.links().find("tribe", "anna")).isPresent();
        assertThat(store.labelChanges().count("tribe")).isEqualTo(1);
        assertThat(states()).containsExactly("pending", "applied");
        assertThatThrownBy(() -> inbox.settle(settlement)).hasMessageContaining("not claimed by \"host-1\" any more");
        assertThat(states()).containsExactly("pending", "applied");
    }

    @Test
    void whatWasAcknowledgedIsThereAfterTheProcessEndedAndClaimsOfItsOldOwnerAreGivenBack() {
        put(ANNA, Notice.Kind.UPDATED);
        claim(1);
        store.close();
        open();
        assertThat(claim(1)).isEmpty();

        inbox.releaseAbandoned("host-2");

        EventClaim claim = inbox.claim("tribe", "host-2", LEASE, 1).get(0);
        assertThat(claim.subject()).isEqualTo(ANNA);
    }

    @Test
    void s26NothingIsClaimedWhileAFullRunIsQueuedRunningOrInterrupted() {
        put(ANNA, Notice.Kind.UPDATED);
        Run run = store.runs().create("tribe", RunKind.FULL, false, "v1");
        assertThat(claim(1)).as("queued").isEmpty();
        store.runs().claim(run.id(), OWNER, LEASE);
        assertThat(claim(1)).as("running").isEmpty();
        store.runs().interruptAbandoned("host-2");
        assertThat(claim(1)).as("interrupted").isEmpty();
        store.runs().claim(run.id(), OWNER, LEASE);
        store.runs().finish(run.id(), OWNER, RunState.FAILED, "");
        assertThat(claim(1)).as("failed").hasSize(1);
    }

    @Test
    void whatIsTriedAgainWaitsForItsTimeWhileItsLagGoesOn() {
        put(ANNA, Notice.Kind.UPDATED);
        var due = store.inboxReads().oldestDue("tribe").orElseThrow();
        settle(claim(1).get(0), new Again(clock.instant().plusSeconds(60), true, "no"));

        assertThat(claim(1)).isEmpty();
        clock.advance(Duration.ofSeconds(60));
        assertThat(claim(1).get(0).attempts()).isEqualTo(1);
        assertThat(store.inboxReads().oldestDue("tribe")).contains(due);
    }

    @Test
    void s30AHeldEventIsNotDueBeforeTheDailyRunAndIsReleasedByAFullRun() {
        put(ANNA, Notice.Kind.UPDATED);
        var tomorrow = clock.instant().plus(Duration.ofHours(20));
        settle(claim(1).get(0), new Held(tomorrow, tomorrow));
        assertThat(store.inboxReads().oldestDue("tribe")).isEmpty();
        assertThat(claim(1)).isEmpty();

        put(ANNA, Notice.Kind.UPDATED);
        EventClaim both = claim(1).get(0);
        assertThat(both.events()).isEqualTo(2);
        assertThat(both.heldUntil()).contains(tomorrow);
        settle(both, new Held(tomorrow, tomorrow));

        inbox.release("tribe");
        assertThat(claim(1).get(0).heldUntil())
                .as("it waits on, unless its contact has a profile now")
                .contains(tomorrow);
    }

    @Test
    void whatWaitsLongerThanAnythingLetsItIsTriedAtOnceSinceTheClockWasSetBack() {
        Duration longest = Duration.ofMinutes(64);
        Duration longestHeld = Duration.ofHours(26);
        put(ANNA, Notice.Kind.UPDATED);
        put(BEN, Notice.Kind.UPDATED);
        settle(claim(1).get(0), new EventOutcome.Again(clock.instant().plus(longest), true, "refused"));
        Instant daily = clock.instant().plus(Duration.ofHours(17));
        settle(claim(1).get(0), new EventOutcome.Held(daily, daily));
        put(EventSubject.record("person", "cleo"), Notice.Kind.UPDATED);
        assertThat(inbox.bringForward(longest, longestHeld)).isZero();

        clock.advance(Duration.ofMinutes(-1));
        assertThat(inbox.bringForward(longest, longestHeld))
                .as("who was refused, and who wasn't tried")
                .isEqualTo(2);
        assertThat(claim(9)).extracting(EventClaim::subject).doesNotContain(BEN).hasSize(2);

        clock.advance(Duration.ofDays(-1));
        assertThat(inbox.bringForward(longest, longestHeld))
                .as("who waits for the daily run")
                .isEqualTo(1);
        assertThat(claim(9)).extracting(EventClaim::subject).containsExactly(BEN);
    }

    @Test
    void allEventsOfADeadSubjectAreDeadAndOneRetryRevivesThem() {
        put(ANNA, Notice.Kind.UPDATED);
        put(ANNA, Notice.Kind.DELETED);
        settle(claim(1).get(0), new Ended(EventState.DEAD, "refused"));
        assertThat(states()).containsExactly("dead", "dead");

        assertThat(inbox.retry("tribe", 1)).isEqualTo(2);
        assertThat(claim(1).get(0).kinds()).hasSize(2);
    }

    @Test
    void anEventIsDroppedWithItsReasonUnlessSomebodyWorksOnIt() {
        put(ANNA, Notice.Kind.UPDATED);
        EventClaim claim = claim(1).get(0);
        assertThat(inbox.drop("tribe", 1, "rest", "test data")).isFalse();
        settle(claim, new Again(clock.instant(), false, ""));

        assertThat(inbox.drop("tribe", 1, "rest", "test data")).isTrue();
        assertThat(store.inboxReads().find("tribe", 1).orElseThrow().cause()).isEqualTo("test data");
        assertThat(claim(1)).isEmpty();
        assertThat(store.audit().of("tribe", 10)).singleElement().satisfies(entry -> {
            assertThat(entry.action()).isEqualTo("inbox.drop");
            assertThat(entry.subject()).isEqualTo("1");
            assertThat(entry.reason()).isEqualTo("test data");
        });
    }

    @Test
    void aDeletionAndAnOptOutMayHideAWithdrawalWhenTheyAreDropped() {
        put(ANNA, Notice.Kind.DELETED);
        put(EventSubject.profile("anna"), Notice.Kind.UNKNOWN);
        put(ANNA, Notice.Kind.UPDATED);
        assertThat(store.inboxReads().list("tribe", Optional.empty(), 10, Long.MAX_VALUE))
                .extracting(InboxEvent::mayHideAWithdrawal)
                .containsExactly(false, true, true);
    }

    @Test
    void manyCallersGetConsecutiveIdsOfTheirOwn() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(16);
        List<Future<Long>> firsts = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            EventSubject subject = EventSubject.contact("c" + i);
            firsts.add(callers.submit(() -> inbox.add(
                            "tribe", List.of(event(subject, Notice.Kind.UPDATED), event(subject, Notice.Kind.CREATED)))
                    .orElseThrow()));
        }
        for (int i = 0; i < 200; i++) {
            long first = firsts.get(i).get();
            for (long id : List.of(first, first + 1)) {
                assertThat(store.inboxReads()
                                .find("tribe", id)
                                .orElseThrow()
                                .subject()
                                .id())
                        .isEqualTo("c" + i);
            }
        }
        callers.shutdown();
        assertThat(store.inboxReads().counts("tribe").received()).isEqualTo(400);
    }

    private void put(EventSubject subject, Notice.Kind kind) {
        inbox.add("tribe", List.of(event(subject, kind)));
    }

    private NewEvent event(EventSubject subject, Notice.Kind kind) {
        return new NewEvent(subject, Set.of(kind), EventSource.WEBHOOK, clock.instant());
    }

    private List<EventClaim> claim(int most) {
        return inbox.claim("tribe", OWNER, LEASE, most);
    }

    private void end(EventClaim claim, EventState state) {
        settle(claim, new Ended(state, ""));
    }

    private void settle(EventClaim claim, EventOutcome outcome) {
        inbox.settle(EventSettlement.of(claim, outcome));
    }

    /** Newest first. */
    private List<String> states() {
        return store.inboxReads().list("tribe", Optional.empty(), 100, Long.MAX_VALUE).stream()
                .map(event -> event.state().word())
                .toList();
    }
}
