package dev.kith.engine.sync;

import static dev.kith.engine.sync.Given.AUDIENCE;
import static dev.kith.engine.sync.Given.NEWS_EMAIL;
import static dev.kith.engine.sync.Given.NEWS_EMAIL_KEY;
import static dev.kith.engine.sync.Given.contact;
import static dev.kith.engine.sync.Given.inScope;
import static dev.kith.engine.sync.Given.outOfScope;
import static dev.kith.engine.sync.Given.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.engine.store.LeftOut;
import dev.kith.engine.store.Link;
import dev.kith.engine.store.LinkConsent;
import dev.kith.spi.AddressHolder;
import dev.kith.spi.Channel;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.ConsentState;
import dev.kith.spi.Contact;
import dev.kith.spi.ProfileMerger;
import dev.kith.spi.ProfileSink;
import dev.kith.spi.ProfileWrite;
import dev.kith.spi.Urgency;
import dev.kith.spi.WriteResult;
import dev.kith.spi.WriteResult.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** D39: from a contact whose address another profile has to what is remembered after the merge. */
class MergingTest {
    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATER = Instant.parse("2026-02-01T00:00:00Z");
    private static final Contact CONTACT = contact("1", "Newsletter");

    private final SteppingClock clock = new SteppingClock();
    private final Patience patience = new Patience(Duration.ofMinutes(1), clock, clock);
    private final List<String> calls = new ArrayList<>();
    private final List<ConnectorException> failures = new ArrayList<>();
    private List<ConsentState> found = List.of();

    @Test
    void d39ThePlanHasTheMergeAndWritesEverythingAgain() {
        Plan plan = plan(CONTACT, granted()).orElseThrow();
        assertThat(plan.merge()).contains(new Merge("a-email", "1@example.test"));
        ProfileWrite write = plan.write().orElseThrow();
        assertThat(write.set()).containsKeys("a-email", "a-key", "a-city");
        assertThat(write.clear()).contains("a-first");
        assertThat(write.consents()).hasSize(1);
        assertThat(calls).containsExactly("holder 1@example.test");
    }

    /** D28: whose the other opt-out is, a label set anew before the merge doesn't say. */
    @Test
    void d39NoOptOutGivesWayInAMergeAndTheIntentForgetsWhenTheLabelWasAbsent() {
        Plan plan = plan(CONTACT, granted()).orElseThrow();
        assertThat(plan.write().orElseThrow().consents())
                .allMatch(change -> change.overridesOptOutsUntil().isEmpty());
        Link intent = Settle.intent(plan);
        assertThat(intent.dirty()).isTrue();
        assertThat(intent.consents().get(NEWS_EMAIL_KEY))
                .isEqualTo(new LinkConsent(true, Optional.empty(), Optional.empty()));
        assertThat(Merging.taken(intent, AUDIENCE))
                .as("a restart finds the merge again")
                .isPresent();
    }

    @Test
    void d39AnOptOutOfTheMergedProfileIsRememberedAndNoOptInIsSent() {
        found = List.of(new ConsentState("topic-news", Channel.EMAIL, false, Optional.of(LONG_AGO)));
        Written written = deliver(plan(CONTACT, granted()).orElseThrow());
        assertThat(written.plan().write().orElseThrow().consents()).isEmpty();
        assertThat(calls).containsExactly("holder 1@example.test", "merge 1 1@example.test", "write 1");
        Settle.Settled settled = new Settle(AUDIENCE, 7, LATER, LabelsOwed.NONE).settle(written, LATER);
        assertThat(settled.link().consents().get(NEWS_EMAIL_KEY))
                .isEqualTo(new LinkConsent(false, Optional.of(LONG_AGO), Optional.empty()));
        assertThat(settled.ledger())
                .singleElement()
                .matches(entry -> entry.change().equals("opt-out-seen"));
        assertThat(settled.issues()).isEmpty();
        assertThat(settled.link().leftOut()).isEmpty();
        assertThat(settled.link().delivered()).containsEntry("a-email", "1@example.test");
    }

    @Test
    void d39AConsentOfTheMergedProfileThatNoRuleManagesIsNotRemembered() {
        found = List.of(new ConsentState("topic-other", Channel.EMAIL, false, Optional.empty()));
        Settle.Settled settled = new Settle(AUDIENCE, 7, LATER, LabelsOwed.NONE)
                .settle(deliver(plan(CONTACT, granted()).orElseThrow()), LATER);
        assertThat(settled.link().consents()).containsOnlyKeys(NEWS_EMAIL_KEY);
        assertThat(settled.ledger()).isEmpty();
    }

    @Test
    void d39AfterARefusedMergeTheRestIsWrittenAndTheAddressIsListed() {
        failures.add(new ConnectorException(Kind.REJECTED, "It answered 409."));
        Written written = deliver(plan(CONTACT, granted()).orElseThrow());
        assertThat(written.plan().write().orElseThrow().set())
                .containsKey("a-city")
                .doesNotContainKey("a-email");
        Settle.Settled settled = new Settle(AUDIENCE, 7, LATER, LabelsOwed.NONE).settle(written, LATER);
        assertThat(settled.issues())
                .singleElement()
                .matches(issue -> issue.cause().equals("\"Email\" was left out: It answered 409."));
        assertThat(settled.link().leftOut())
                .containsEntry("a-email", new LeftOut("1@example.test", "It answered 409."));
        assertThat(Merging.taken(settled.link(), AUDIENCE))
                .as("not tried again by itself")
                .isEmpty();
    }

    @Test
    void aMergeThatFailsForNowIsRepeatedAndOneThatEndsTheRunKeepsTheWriteBack() {
        failures.add(new ConnectorException(Kind.TRANSIENT, "down"));
        deliver(plan(CONTACT, granted()).orElseThrow());
        assertThat(calls).filteredOn(call -> call.startsWith("merge")).hasSize(2);
        calls.clear();
        failures.add(new ConnectorException(Kind.AUTH, "refused"));
        Delivery.Delivered delivered =
                delivery().deliver(List.of(plan(CONTACT, granted()).orElseThrow()), () -> false);
        assertThat(delivered.end()).map(Throwable::getMessage).contains("refused");
        assertThat(delivered.outcomes()).isEmpty();
        assertThat(calls).noneMatch(call -> call.startsWith("write"));
    }

    @Test
    void aContactWhoseAddressOrScopeHasChangedMeanwhileIsPlannedWithoutAMerge() {
        Contact moved = new Contact(
                "1", Optional.of("new@example.test"), CONTACT.values(), CONTACT.labels(), CONTACT.allLabels(), true);
        assertThat(plan(moved, granted()).orElseThrow().merge()).isEmpty();
        Plan out = merging()
                .plan(CONTACT, granted(), outOfScope(), Set.of("1"), () -> false)
                .orElseThrow();
        assertThat(out.merge()).isEmpty();
        assertThat(out.situation()).isEqualTo(Situation.WITHDRAW_ONLY);
        assertThat(calls).isEmpty();
    }

    @Test
    void d39OnlyAProfileWithoutAnyAddressTakesAnothers() {
        Link holds = new Memory(granted())
                .attributes(Map.of("a-email", "old@example.test"), granted().leftOut())
                .link();
        assertThat(Merging.taken(granted(), AUDIENCE)).isPresent();
        assertThat(Merging.taken(holds, AUDIENCE)).isEmpty();
    }

    /** Granted after the label had been absent; the address was left out. */
    private static Link granted() {
        LinkConsent consent = new LinkConsent(true, Optional.empty(), Optional.of(LATER));
        return new Memory(unknown("1"))
                .decided(true, "hash", "v1")
                .hasProfile(true)
                .attributes(
                        Map.of("a-key", "1", "a-city", "Goes"),
                        Map.of("a-email", new LeftOut("1@example.test", "Taken.", true)))
                .consents(Map.of(NEWS_EMAIL_KEY, consent))
                .link();
    }

    private Optional<Plan> plan(Contact contact, Link before) {
        return merging().plan(contact, before, inScope(Map.of("City", "Goes"), NEWS_EMAIL), Set.of("1"), () -> false);
    }

    private Merging merging() {
        return new Merging(Given.planner(), AUDIENCE, merger(), patience);
    }

    private Written deliver(Plan plan) {
        return delivery().deliver(List.of(plan), () -> false).outcomes().get(0);
    }

    private Delivery delivery() {
        ProfileSink sink = writes -> writes.stream()
                .map(write -> {
                    calls.add("write " + write.profileKey());
                    return new WriteResult(Effect.UPDATED, List.of(), List.of(), Optional.empty());
                })
                .toList();
        return new Delivery(sink, Optional.of(new Merger(merger(), patience)), patience, Urgency.RUN);
    }

    private ProfileMerger merger() {
        return new ProfileMerger() {
            @Override
            public Optional<AddressHolder> holder(String email) {
                calls.add("holder " + email);
                return Optional.of(new AddressHolder(Optional.empty()));
            }

            @Override
            public List<ConsentState> merge(String profileKey, String email) {
                calls.add("merge " + profileKey + " " + email);
                if (!failures.isEmpty()) {
                    throw failures.remove(0);
                }
                return found;
            }
        };
    }
}
