package dev.kith.engine.sync;

import static dev.kith.engine.sync.Given.AUDIENCE;
import static dev.kith.engine.sync.Given.NEWS_EMAIL;
import static dev.kith.engine.sync.Given.NEWS_EMAIL_KEY;
import static dev.kith.engine.sync.Given.contact;
import static dev.kith.engine.sync.Given.inScope;
import static dev.kith.engine.sync.Given.unknown;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.engine.home.IntegrationSettings.TwoWay;
import dev.kith.engine.store.FreedValue;
import dev.kith.engine.store.LedgerEntry;
import dev.kith.engine.store.LeftOut;
import dev.kith.engine.store.Link;
import dev.kith.engine.store.LinkConsent;
import dev.kith.engine.sync.Settle.Settled;
import dev.kith.spi.Channel;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.ConsentChange;
import dev.kith.spi.ConsentResult;
import dev.kith.spi.ConsentResult.Outcome;
import dev.kith.spi.ConsentState;
import dev.kith.spi.Contact;
import dev.kith.spi.WriteResult;
import dev.kith.spi.WriteResult.Effect;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettleTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant BEFORE = NOW.minusSeconds(3600);
    private static final long RUN = 7;

    private final Settle settle = new Settle(AUDIENCE, RUN, NOW, LabelsOwed.NONE);
    private final Contact labelled = contact("c1", "Newsletter");
    private final Plan optIn =
            Given.planner().plan(labelled, unknown("c1"), inScope(Map.of("City", "Oss"), NEWS_EMAIL));

    @Test
    void remembersWhatWasDelivered() {
        Settled settled = settle.settle(done(optIn, Outcome.WRITTEN), NOW);
        Link link = settled.link();
        assertThat(link.profile()).isTrue();
        assertThat(link.createdHere()).isTrue();
        assertThat(link.dirty()).isFalse();
        assertThat(link.lastSeenRun()).isEqualTo(RUN);
        assertThat(link.delivered()).containsEntry("a-city", "Oss").containsEntry("a-email", "c1@example.test");
        assertThat(newsletter(link).granted()).isTrue();
        assertThat(settled.ledger())
                .containsExactly(new LedgerEntry("c1", NEWS_EMAIL_KEY, "opt-in", "Newsletter rule", NOW));
        assertThat(settled.delta().created()).isEqualTo(1);
        assertThat(settled.delta().consents()).isEqualTo(1);
    }

    /** The intent survives a crash: what may have been written is known afterwards. */
    @Test
    void theIntentTakesAnOptInForGivenAndTheContactForUnproven() {
        Link intent = Settle.intent(optIn);
        assertThat(intent.dirty()).isTrue();
        assertThat(newsletter(intent).granted()).isTrue();
        assertThat(intent.lastSeenRun()).isZero();
        Plan labelGone = Given.planner().plan(contact("c1"), intent, inScope(Map.of("City", "Oss")));
        assertThat(labelGone.write().orElseThrow().consents()).hasSize(1);
    }

    @Test
    void aFailedWriteLeavesTheContactDirtyAndListed() {
        WriteResult failed = new WriteResult(
                Effect.CREATED, List.of(), List.of(), Optional.of(new ConnectorException(Kind.REJECTED, "locked")));
        Settled settled = settle.settle(new Written(optIn, Optional.of(failed)), NOW);
        assertThat(settled.link().dirty()).isTrue();
        assertThat(settled.link().profile()).isTrue();
        assertThat(settled.link().delivered()).isEmpty();
        assertThat(newsletter(settled.link()).granted()).isTrue();
        assertThat(settled.issues()).hasSize(1);
        assertThat(settled.delta().issues()).isEqualTo(1);
    }

    /** D28. */
    @Test
    void remembersAnOptOutThatWasFoundAndKept() {
        ConsentResult kept =
                new ConsentResult("topic-news", Channel.EMAIL, Outcome.OPT_OUT_KEPT, Optional.of(BEFORE), "");
        Settled settled = settle.settle(outcome(optIn, kept), NOW);
        LinkConsent consent = newsletter(settled.link());
        assertThat(consent).isEqualTo(new LinkConsent(false, Optional.of(BEFORE), Optional.empty()));
        assertThat(settled.delta().consents()).isZero();
        assertThat(settled.ledger()).extracting(LedgerEntry::change).containsExactly("opt-out-seen");
    }

    @Test
    void ourOwnWithdrawalGivesWayToTheLabelSetAnew() {
        Link granted = settle.settle(done(optIn, Outcome.WRITTEN), BEFORE).link();
        Plan withdraw = Given.planner().plan(contact("c1"), granted, inScope(Map.of("City", "Oss")));
        Link link = settle.settle(done(withdraw, Outcome.WRITTEN), NOW).link();
        Instant after = NOW.plusMillis(1);
        assertThat(newsletter(link))
                .as("later than an opt-out of the same millisecond, which is ours")
                .isEqualTo(new LinkConsent(false, Optional.empty(), Optional.of(after)));
        Plan again = Given.planner().plan(labelled, link, inScope(Map.of("City", "Oss"), NEWS_EMAIL));
        assertThat(again.write().orElseThrow().consents().get(0).overridesOptOutsUntil())
                .contains(after);
    }

    /** By the clock of the audience, which is ahead; the moment is the audience's, so nothing else counts as ours. */
    @Test
    void ourOwnWithdrawalIsKnownByTheMomentTheAudienceGaveIt() {
        Instant at = NOW.plusSeconds(3_600);
        Link link = withdrawn(at);
        assertThat(newsletter(link))
                .isEqualTo(new LinkConsent(false, Optional.empty(), Optional.of(NOW.plusMillis(1)), Optional.of(at)));
        assertThat(news(link, at).any()).as("our own").isFalse();
        ConsentChange again = again(link).orElseThrow();
        assertThat(again.overrides(Optional.of(at))).as("it gives way").isTrue();

        for (Instant persons : List.of(at.plusMillis(1), at.minusMillis(1), NOW.plusMillis(2))) {
            assertThat(again.overrides(Optional.of(persons))).isFalse();
            Link news = news(link, persons).link();
            assertThat(newsletter(news).optedOutAt()).as("the person's").contains(persons);
            assertThat(newsletter(news).withdrawnAt()).isEmpty();
            assertThat(again(news)).as("it doesn't give way").isEmpty();
        }
    }

    /** What the person said since is younger by the audience's clock, however far behind ours it is. */
    @Test
    void anOptOutAfterOurWithdrawalIsThePersonsAlsoWhereTheAudiencesClockIsBehind() {
        Instant at = NOW.minusSeconds(3_600);
        Link link = withdrawn(at);
        assertThat(news(link, at).any()).as("our own").isFalse();
        assertThat(news(link, at.plusSeconds(60)).any()).as("the person's").isTrue();
        assertThat(again(link).orElseThrow().overrides(Optional.of(at.plusSeconds(60))))
                .isFalse();
    }

    /** The label is there, but doesn't count. */
    private Link withdrawn(Instant at) {
        Contact inactive = new Contact("c1", labelled.email(), Map.of(), List.of(), List.of("Newsletter"), true);
        Link granted = settle.settle(done(optIn, Outcome.WRITTEN), BEFORE).link();
        Plan withdraw = Given.planner().plan(inactive, granted, inScope(Map.of("City", "Oss")));
        ConsentResult written = new ConsentResult("topic-news", Channel.EMAIL, Outcome.WRITTEN, Optional.of(at), "");
        return settle.settle(outcome(withdraw, written), NOW).link();
    }

    private Optional<ConsentChange> again(Link link) {
        return Given.planner()
                .plan(labelled, link, inScope(Map.of("City", "Oss"), NEWS_EMAIL))
                .write()
                .flatMap(write -> write.consents().stream().findFirst());
    }

    @Test
    void theMomentIsKeptWhileTheLabelIsAbsentAndForgottenWithTheNextOptIn() {
        Instant at = NOW.plusSeconds(3_600);
        Link link = withdrawn(at);
        Plan absent = Given.planner().plan(contact("c1"), link, inScope(Map.of("City", "Oss")));
        Link seen = settle.settle(new Written(absent, Optional.empty()), NOW).link();
        assertThat(newsletter(seen).withdrawnAt()).contains(at);
        Plan optsIn = Given.planner().plan(labelled, seen, inScope(Map.of("City", "Oss"), NEWS_EMAIL));
        assertThat(newsletter(Settle.intent(optsIn)).withdrawnAt())
                .as("an opt-in may not have happened")
                .contains(at);
        Link given = settle.settle(done(optsIn, Outcome.WRITTEN), NOW).link();
        assertThat(newsletter(given).withdrawnAt()).isEmpty();
    }

    private static AudienceNews news(Link link, Instant optOut) {
        ConsentState state = new ConsentState("topic-news", Channel.EMAIL, false, Optional.of(optOut));
        return AudienceNews.of(link, List.of(state), LabelsOwed.of(Given.MANAGED, AUDIENCE), TwoWay.OPT_OUTS, NOW);
    }

    /** The label was read absent later than the audience says that we withdrew. */
    @Test
    void aLabelThatWasReadAbsentStaysSo() {
        Link granted = settle.settle(done(optIn, Outcome.WRITTEN), BEFORE).link();
        Plan withdraw = Given.planner().plan(contact("c1"), granted, inScope(Map.of("City", "Oss")));
        ConsentResult written =
                new ConsentResult("topic-news", Channel.EMAIL, Outcome.WRITTEN, Optional.of(BEFORE), "");
        Link link = settle.settle(outcome(withdraw, written), NOW).link();
        assertThat(newsletter(link).labelAbsentAt()).contains(NOW);
    }

    @Test
    void aWithdrawalThatFoundAnOptOutCountsAsThePersonsOwn() {
        Link granted = settle.settle(done(optIn, Outcome.WRITTEN), BEFORE).link();
        Plan withdraw = Given.planner().plan(contact("c1"), granted, inScope(Map.of("City", "Oss")));
        Link link = settle.settle(done(withdraw, Outcome.ALREADY), NOW).link();
        assertThat(newsletter(link).optedOutAt()).contains(NOW);
    }

    /** D39: a partly written contact counts as updated and as an issue. */
    @Test
    void remembersWhatTheAudienceRefusedAndListsIt() {
        WriteResult partly = new WriteResult(
                Effect.UPDATED,
                List.of(new WriteResult.LeftOut("a-email", "The address is taken.")),
                List.of(),
                Optional.empty());
        Settled settled = settle.settle(new Written(optIn, Optional.of(partly)), NOW);
        assertThat(settled.link().leftOut())
                .containsExactly(Map.entry("a-email", new LeftOut("c1@example.test", "The address is taken.")));
        assertThat(settled.link().delivered()).doesNotContainKey("a-email");
        assertThat(settled.link().dirty()).isFalse();
        assertThat(settled.delta().updated()).isEqualTo(1);
        assertThat(settled.delta().issues()).isEqualTo(1);
    }

    /** D39: whoever waits for the address is tried again. */
    @Test
    void freesAnAddressThatTheProfileNoLongerHolds() {
        Link held = settle.settle(done(optIn, Outcome.WRITTEN), BEFORE).link();
        Contact moved = new Contact(
                "c1", Optional.of("new@example.test"), Map.of(), List.of("Newsletter"), List.of("Newsletter"), true);
        Plan plan = Given.planner().plan(moved, held, inScope(Map.of("City", "Oss"), NEWS_EMAIL));
        assertThat(settle.settle(done(plan, Outcome.WRITTEN), NOW).freed())
                .containsExactly(new FreedValue("a-email", "c1@example.test"));
    }

    @Test
    void anUnchangedContactIsOnlySeen() {
        Link link = settle.settle(done(optIn, Outcome.WRITTEN), BEFORE).link();
        Plan same = Given.planner().plan(labelled, link, inScope(Map.of("City", "Oss"), NEWS_EMAIL));
        Settled settled = settle.settle(new Written(same, Optional.empty()), NOW);
        assertThat(settled.delta().unchanged()).isEqualTo(1);
        assertThat(settled.issues()).isEmpty();
        assertThat(settled.changed()).isFalse();
    }

    private static Written done(Plan plan, Outcome consent) {
        ConsentResult[] results = plan.write().orElseThrow().consents().stream()
                .map(c -> new ConsentResult(c.subscription(), c.channel(), consent, Optional.empty(), ""))
                .toArray(ConsentResult[]::new);
        return outcome(plan, results);
    }

    private static Written outcome(Plan plan, ConsentResult... consents) {
        WriteResult result = new WriteResult(Effect.CREATED, List.of(), List.of(consents), Optional.empty());
        return new Written(plan, Optional.of(result));
    }

    private static LinkConsent newsletter(Link link) {
        return requireNonNull(link.consents().get(NEWS_EMAIL_KEY));
    }
}
