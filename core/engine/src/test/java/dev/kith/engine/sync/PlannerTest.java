package dev.kith.engine.sync;

import static dev.kith.engine.sync.Given.AUDIENCE;
import static dev.kith.engine.sync.Given.MANAGED;
import static dev.kith.engine.sync.Given.NEWS_EMAIL;
import static dev.kith.engine.sync.Given.NEWS_EMAIL_KEY;
import static dev.kith.engine.sync.Given.NEWS_SMS;
import static dev.kith.engine.sync.Given.contact;
import static dev.kith.engine.sync.Given.inScope;
import static dev.kith.engine.sync.Given.outOfScope;
import static dev.kith.engine.sync.Given.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.engine.rules.Decision;
import dev.kith.engine.rules.Decision.Answer;
import dev.kith.engine.rules.Decision.RuleError;
import dev.kith.engine.rules.Decision.Scope;
import dev.kith.engine.store.ConsentKey;
import dev.kith.engine.store.LeftOut;
import dev.kith.engine.store.Link;
import dev.kith.engine.store.LinkConsent;
import dev.kith.spi.Channel;
import dev.kith.spi.ConsentChange;
import dev.kith.spi.Contact;
import dev.kith.spi.ProfileWrite;
import dev.kith.spi.ProfileWrite.Existence;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final Map<String, Object> MOBILE = Map.of("Mobile", 31612345678L);
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final Planner planner = Given.planner();

    @Test
    void createsAProfileWithItsKeysAttributesAndConsents() {
        Plan plan =
                planner.plan(contact("c1", "Newsletter"), unknown("c1"), inScope(Map.of("City", "Oss"), NEWS_EMAIL));
        assertThat(plan.situation()).isEqualTo(Situation.CREATE);
        ProfileWrite write = plan.write().orElseThrow();
        assertThat(write.existence()).isEqualTo(Existence.UNKNOWN);
        assertThat(write.set())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("a-key", "c1", "a-email", "c1@example.test", "a-city", "Oss"));
        assertThat(write.clear()).isEmpty();
        assertThat(write.consents())
                .containsExactly(new ConsentChange(
                        "topic-news",
                        Channel.EMAIL,
                        ConsentChange.Type.OPT_IN,
                        "Rule: Newsletter rule",
                        Optional.empty()));
    }

    @Test
    void writesNothingWhenNothingChanged() {
        Contact contact = contact("c1", "Newsletter");
        Decision decision = inScope(Map.of("City", "Oss"), NEWS_EMAIL);
        Plan again = planner.plan(contact, delivered(contact, decision), decision);
        assertThat(again.situation()).isEqualTo(Situation.UNCHANGED);
        assertThat(again.write()).isEmpty();
    }

    @Test
    void writesOnlyWhatChanged() {
        Contact contact = contact("c1");
        Link link = delivered(contact, inScope(Map.of("City", "Oss", "First name", "Jo")));
        Plan plan = planner.plan(contact, link, inScope(Map.of("City", "Ede", "First name", "Jo")));
        assertThat(plan.write().orElseThrow().set()).isEqualTo(Map.of("a-city", "Ede"));
    }

    /** D44. */
    @Test
    void clearsAnAttributeThatWasSentAndHasNoValueNow() {
        Contact contact = contact("c1");
        Link link = delivered(contact, inScope(Map.of("City", "Oss")));
        assertThat(planner.plan(contact, link, inScope(Map.of()))
                        .write()
                        .orElseThrow()
                        .clear())
                .containsExactly("a-city");
    }

    /** D44: except key attributes. */
    @Test
    void neverClearsAKeyAttribute() {
        Contact contact = contact("c1");
        Link link = delivered(contact, inScope(Map.of("Mobile", 31600000000L)));
        Plan plan = planner.plan(Given.withoutEmail("c1"), link, inScope(Map.of()));
        assertThat(plan.write()).isEmpty();
    }

    @Test
    void leavesAnAttributeAloneThatIsNoLongerManaged() {
        Contact contact = contact("c1");
        Link link = delivered(contact, inScope(Map.of("City", "Oss")));
        Planner fewer = new Planner(new Managed(Set.of(), Map.of()), AUDIENCE, "v2", false);
        assertThat(fewer.plan(contact, link, inScope(Map.of())).write()).isEmpty();
    }

    /** D46. */
    @Test
    void leavesOutAValueThatDoesNotFitAndWritesTheOthers() {
        Contact contact = contact("c1");
        Decision decision = inScope(Map.of("First name", "Maximiliaan", "City", "Oss"));
        Plan plan = planner.plan(contact, unknown("c1"), decision);
        assertThat(plan.write().orElseThrow().set()).containsKey("a-city").doesNotContainKey("a-first");
        assertThat(plan.issues()).hasSize(1);
        assertThat(plan.issues().get(0).cause())
                .isEqualTo("\"First name\" was left out: \"First name\" takes at most 10 characters, found text of 11"
                        + " characters");
        Plan again = planner.plan(contact, delivered(contact, decision), decision);
        assertThat(again.situation()).isEqualTo(Situation.UNCHANGED);
        assertThat(again.issues()).isEqualTo(plan.issues());
    }

    /** D39: listed again without a call; tried again with the next change. */
    @Test
    void triesAnAddressThatIsTakenAgainOnlyWhenSomethingElseIsWritten() {
        Contact contact = contact("c1");
        Link held = new Memory(delivered(contact, inScope(Map.of("City", "Oss"))))
                .attributes(
                        Map.of("a-key", "c1", "a-city", "Oss"),
                        Map.of("a-email", new LeftOut("c1@example.test", "The address is taken.")))
                .link();
        Plan same = planner.plan(contact, held, inScope(Map.of("City", "Oss")));
        assertThat(same.write()).isEmpty();
        assertThat(same.issues()).hasSize(1);
        Plan changed = planner.plan(contact, held, inScope(Map.of("City", "Ede")));
        assertThat(changed.write().orElseThrow().set()).containsOnlyKeys("a-city", "a-email");
    }

    /** D45. */
    @Test
    void writesEverythingAgainByForce() {
        Contact contact = contact("c1", "Newsletter");
        Decision decision = inScope(Map.of("City", "Oss"), NEWS_EMAIL);
        Planner forced = new Planner(MANAGED, AUDIENCE, "v1", true);
        ProfileWrite write = forced.plan(contact, delivered(contact, decision), decision)
                .write()
                .orElseThrow();
        assertThat(write.set()).containsOnlyKeys("a-key", "a-email", "a-city");
        assertThat(write.consents()).hasSize(1);
    }

    @Test
    void repeatsAfterAFailedDeliveryAndClearsWhatMayHaveBeenSent() {
        Contact contact = contact("c1");
        Link dirty = new Memory(unknown("c1")).dirty().link();
        ProfileWrite write = planner.plan(contact, dirty, inScope(Map.of("City", "Oss")))
                .write()
                .orElseThrow();
        assertThat(write.set()).containsKey("a-city");
        assertThat(write.clear()).containsExactly("a-first");
    }

    /** D9, D10: no attribute is written out of scope, and nothing is deleted. */
    @Test
    void writesNothingForAContactOutOfScope() {
        Plan plan = planner.plan(contact("c1"), unknown("c1"), outOfScope(NEWS_EMAIL));
        assertThat(plan.situation()).isEqualTo(Situation.OUT_OF_SCOPE);
        assertThat(plan.write()).isEmpty();
    }

    /** D9: opt-outs still go through. */
    @Test
    void withdrawsOutOfScopeWhatWasGranted() {
        Contact contact = contact("c1", "Newsletter");
        Link link = delivered(contact, inScope(MOBILE, NEWS_EMAIL, NEWS_SMS));
        Plan plan = planner.plan(contact("c1"), link, outOfScope(NEWS_SMS));
        assertThat(plan.situation()).isEqualTo(Situation.WITHDRAW_ONLY);
        ProfileWrite write = plan.write().orElseThrow();
        assertThat(write.existence()).isEqualTo(Existence.KNOWN_NOT_CREATED);
        assertThat(write.consents()).extracting(ConsentChange::channel).containsExactly(Channel.EMAIL);
        assertThat(write.consents()).extracting(ConsentChange::type).containsExactly(ConsentChange.Type.OPT_OUT);
    }

    /** D24: absent at first contact writes nothing. */
    @Test
    void writesNoOptOutForALabelThatWasNeverThere() {
        assertThat(planner.plan(contact("c1"), unknown("c1"), inScope(Map.of()))
                        .write()
                        .orElseThrow()
                        .consents())
                .isEmpty();
    }

    /** D24: there before and removed is an opt-out. */
    @Test
    void withdrawsWhenTheLabelIsRemoved() {
        Link link = delivered(contact("c1", "Newsletter"), inScope(Map.of(), NEWS_EMAIL));
        Plan plan = planner.plan(contact("c1"), link, inScope(Map.of()));
        assertThat(plan.write().orElseThrow().consents())
                .extracting(ConsentChange::type)
                .containsExactly(ConsentChange.Type.OPT_OUT);
        assertThat(plan.labelsAbsent()).contains(NEWS_EMAIL_KEY);
    }

    /** D34: a label that doesn't count now is not one that was removed. */
    @Test
    void doesNotTakeALabelThatDoesNotCountForOneThatIsAbsent() {
        Contact optedOutOfMailings =
                new Contact("c1", Optional.empty(), Map.of(), List.of(), List.of("Newsletter"), true);
        assertThat(planner.plan(optedOutOfMailings, unknown("c1"), inScope(Map.of()))
                        .labelsAbsent())
                .isEmpty();
    }

    /** D28. */
    @Test
    void keepsAnOptOutMadeInTheAudienceWhileTheLabelStays() {
        Link link = remembering(new LinkConsent(false, Optional.of(NOON), Optional.empty()));
        assertThat(planner.plan(contact("c1", "Newsletter"), link, inScope(Map.of(), NEWS_EMAIL))
                        .write())
                .isEmpty();
    }

    /** D28: removed and set anew, both after the opt-out. */
    @Test
    void optsInAgainWhenTheLabelWasAbsentAfterTheOptOut() {
        Instant absent = NOON.plusSeconds(60);
        Link link = remembering(new LinkConsent(false, Optional.of(NOON), Optional.of(absent)));
        Plan plan = planner.plan(contact("c1", "Newsletter"), link, inScope(Map.of(), NEWS_EMAIL));
        assertThat(plan.write().orElseThrow().consents())
                .extracting(ConsentChange::overridesOptOutsUntil)
                .containsExactly(Optional.of(absent));
    }

    /** D26: on a tie the opt-out wins. */
    @Test
    void keepsAnOptOutOfTheVeryMomentTheLabelWasSeenAbsent() {
        Link link = remembering(new LinkConsent(false, Optional.of(NOON), Optional.of(NOON)));
        assertThat(planner.plan(contact("c1", "Newsletter"), link, inScope(Map.of(), NEWS_EMAIL))
                        .write())
                .isEmpty();
    }

    @Test
    void d3GivesNoConsentOfAChannelWithoutItsAddress() {
        Decision both = inScope(Map.of(), NEWS_EMAIL, NEWS_SMS);
        assertThat(optIns(planner.plan(contact("c1", "Newsletter"), unknown("c1"), both)))
                .containsExactly(Channel.EMAIL);
        assertThat(optIns(planner.plan(Given.withoutEmail("c1", "Newsletter"), unknown("c1"), both)))
                .isEmpty();
        Plan bySms = planner.plan(
                Given.withoutEmail("c1", "Newsletter"), unknown("c1"), inScope(MOBILE, NEWS_EMAIL, NEWS_SMS));
        assertThat(optIns(bySms)).containsExactly(Channel.SMS);
        assertThat(bySms.write().orElseThrow().set()).doesNotContainKey("a-email");
    }

    @Test
    void d3GivesTheConsentOfAChannelOnceAnAddressComes() {
        Contact contact = contact("c1", "Newsletter");
        Link link = delivered(contact, inScope(Map.of(), NEWS_EMAIL, NEWS_SMS));
        assertThat(planner.plan(contact, link, inScope(Map.of(), NEWS_EMAIL, NEWS_SMS))
                        .write())
                .isEmpty();
        assertThat(optIns(planner.plan(contact, link, inScope(MOBILE, NEWS_EMAIL, NEWS_SMS))))
                .containsExactly(Channel.SMS);
    }

    @Test
    void d3WithdrawsTheConsentOfAChannelWhoseAddressIsGone() {
        Link link = delivered(contact("c1", "Newsletter"), inScope(MOBILE, NEWS_EMAIL, NEWS_SMS));
        assertThat(planner.plan(Given.withoutEmail("c1"), link, inScope(Map.of()))
                        .write()
                        .orElseThrow()
                        .consents())
                .extracting(ConsentChange::type)
                .containsExactly(ConsentChange.Type.OPT_OUT, ConsentChange.Type.OPT_OUT);
    }

    /** Else each run would try it, and a mail could go to an address that isn't the contact's any more. */
    @Test
    void d39GivesNoConsentWhileTheAddressIsAnotherProfiles() {
        Contact contact = contact("c1", "Newsletter");
        Link taken = new Memory(delivered(contact, inScope(Map.of())))
                .attributes(
                        Map.of("a-key", "c1"), Map.of("a-email", new LeftOut("c1@example.test", "It is taken.", true)))
                .link();
        assertThat(planner.plan(contact, taken, inScope(Map.of(), NEWS_EMAIL)).write())
                .isEmpty();
    }

    private static List<Channel> optIns(Plan plan) {
        return plan.write().orElseThrow().consents().stream()
                .map(ConsentChange::channel)
                .toList();
    }

    @Test
    void writesNothingWhenAConditionFailed() {
        RuleError error = new RuleError("conditions.drl", 7, "Only A", "a field was empty");
        Decision undecided =
                new Decision(Scope.UNDECIDED, List.of(), Map.of(), false, Map.of(), Map.of(), List.of(error));
        Plan plan = planner.plan(contact("c1"), unknown("c1"), undecided);
        assertThat(plan.situation()).isEqualTo(Situation.REJECT);
        assertThat(plan.write()).isEmpty();
        assertThat(plan.issues()).hasSize(1);
        assertThat(plan.issues().get(0).advice()).isEqualTo("Correct it in conditions.drl, line 7, then run again.");
    }

    @Test
    void touchesNoAttributeWhenAMappingFailedButStillWithdraws() {
        Contact contact = contact("c1", "Newsletter");
        Link link = delivered(contact, inScope(Map.of("City", "Oss"), NEWS_EMAIL));
        Plan plan = planner.plan(contact("c1"), link, Given.decision(Scope.IN, Map.of(), false));
        assertThat(plan.write().orElseThrow().set()).isEmpty();
        assertThat(plan.write().orElseThrow().clear()).isEmpty();
        assertThat(plan.write().orElseThrow().consents())
                .extracting(ConsentChange::type)
                .containsExactly(ConsentChange.Type.OPT_OUT);
        assertThat(planner.plan(contact, unknown("c1"), Given.decision(Scope.IN, Map.of(), false, NEWS_EMAIL))
                        .write())
                .isEmpty();
    }

    @Test
    void decidesNoConsentWhenTheLabelsCouldNotBeReadWhole() {
        Contact unread = new Contact("c1", Optional.of("c1@example.test"), Map.of(), List.of(), List.of(), false);
        Link link = delivered(contact("c1", "Newsletter"), inScope(Map.of(), NEWS_EMAIL));
        Decision decision = new Decision(
                Scope.IN,
                List.of(),
                Map.of(),
                true,
                Map.of(NEWS_EMAIL, Answer.UNKNOWN, NEWS_SMS, Answer.UNKNOWN),
                Map.of(),
                List.of());
        Plan plan = planner.plan(unread, link, decision);
        assertThat(plan.write()).isEmpty();
        assertThat(plan.issues()).hasSize(1);
    }

    private static Link remembering(LinkConsent consent) {
        Contact contact = contact("c1", "Newsletter");
        Link link = delivered(contact, inScope(Map.of()));
        return new Memory(link).consents(Map.of(NEWS_EMAIL_KEY, consent)).link();
    }

    /** The memory after everything a first plan wanted was written. */
    private static Link delivered(Contact contact, Decision decision) {
        Plan plan = Given.planner().plan(contact, unknown(contact.key()), decision);
        Map<ConsentKey, LinkConsent> granted = new HashMap<>();
        plan.write()
                .orElseThrow()
                .consents()
                .forEach(c -> granted.put(
                        new ConsentKey(c.subscription(), c.channel()),
                        new LinkConsent(true, Optional.empty(), Optional.empty())));
        return new Memory(plan.after()).hasProfile(true).consents(granted).link();
    }
}
