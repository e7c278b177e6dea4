package dev.kith.engine.sync;

import static dev.kith.engine.sync.Given.AUDIENCE;
import static dev.kith.engine.sync.Given.NEWS_EMAIL;
import static dev.kith.engine.sync.Given.NEWS_EMAIL_KEY;
import static dev.kith.engine.sync.Given.NEWS_SMS;
import static dev.kith.engine.sync.Given.NEWS_SMS_KEY;
import static dev.kith.engine.sync.Given.contact;
import static dev.kith.engine.sync.Given.inScope;
import static dev.kith.engine.sync.Given.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.engine.rules.Decision;
import dev.kith.engine.rules.Decision.Answer;
import dev.kith.engine.rules.Decision.Denial;
import dev.kith.engine.rules.Decision.RuleError;
import dev.kith.engine.rules.Decision.Scope;
import dev.kith.engine.store.Change;
import dev.kith.engine.store.ChangeKind;
import dev.kith.engine.store.ConsentKey;
import dev.kith.engine.store.Link;
import dev.kith.engine.store.LinkConsent;
import dev.kith.spi.Channel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ComparingTest {
    private static final Set<ConsentKey> BOTH = Set.of(NEWS_EMAIL_KEY, NEWS_SMS_KEY);
    private static final Decision OUT = new Decision(
            Scope.OUT,
            List.of(new Denial("Only A", "not A"), new Denial("No former", "has ended")),
            Map.of(),
            false,
            Map.of(NEWS_EMAIL, Answer.NO_OPT_IN, NEWS_SMS, Answer.NO_OPT_IN),
            List.of());

    @Test
    void tellsCreationAttributesWithTheirRulesAndOptIns() {
        assertThat(changes(unknown("c1"), inScope(Map.of("City", "Oss"), NEWS_EMAIL)))
                .containsExactly(
                        Change.of(ChangeKind.CREATED, "", ""),
                        Change.attribute("CRM-ID", Optional.empty(), Optional.of("c1"), ""),
                        Change.attribute("City", Optional.empty(), Optional.of("Oss"), "A mapping"),
                        Change.attribute("Email", Optional.empty(), Optional.of("c1@example.test"), ""),
                        Change.consent(ChangeKind.OPT_IN, "Newsletter", Channel.EMAIL, "Newsletter rule"));
    }

    @Test
    void tellsWhatAnAttributeHadAndThatItIsEmptied() {
        Link link = linked(Map.of("City", "Oss", "First name", "Jo"));
        assertThat(changes(link, inScope(Map.of("City", "Ede"))))
                .containsExactly(
                        Change.attribute("City", Optional.of("Oss"), Optional.of("Ede"), "A mapping"),
                        Change.attribute("First name", Optional.of("Jo"), Optional.empty(), ""));
    }

    @Test
    void tellsEveryReasonForLeavingTheScopeAndWhatIsWithdrawn() {
        assertThat(changes(linked(Map.of("City", "Oss"), NEWS_EMAIL_KEY), OUT))
                .containsExactly(
                        Change.of(ChangeKind.LEFT_SCOPE, "Only A", "not A"),
                        Change.of(ChangeKind.LEFT_SCOPE, "No former", "has ended"),
                        Change.consent(ChangeKind.WITHDRAWAL, "Newsletter", Channel.EMAIL, "no rule opts in"));
    }

    @Test
    void tellsNothingOfAContactThatWasAndIsOutOfScope() {
        assertThat(changes(unknown("c1"), OUT)).isEmpty();
    }

    @Test
    void tellsThatAContactIsInScopeAgain() {
        Link out = new Memory(linked(Map.of("City", "Oss")))
                .decided(false, "s", "v1")
                .link();
        assertThat(changes(out, inScope(Map.of("City", "Oss"))))
                .containsExactly(Change.of(ChangeKind.ENTERED_SCOPE, "", ""));
    }

    @Test
    void tellsWhichConsentsNoRuleManagesAnyMore() {
        Link link = linked(Map.of("City", "Oss"), NEWS_EMAIL_KEY, NEWS_SMS_KEY);
        Decision decision = inScope(Map.of("City", "Oss"), NEWS_EMAIL, NEWS_SMS);
        assertThat(changes(link, decision)).isEmpty();
        assertThat(changes(Outcome.of(link), link, decision, Set.of(NEWS_EMAIL_KEY)))
                .containsExactly(Change.consent(ChangeKind.UNMANAGED, "Newsletter", Channel.SMS, ""));
    }

    /** Between two rule sets: nothing was granted, so there is nothing to withdraw. */
    @Test
    void tellsAnOptInThatOtherRulesWouldGiveFromAWithdrawal() {
        Link link = linked(Map.of("City", "Oss"));
        Plan active = Given.planner().plan(contact("c1"), link, inScope(Map.of("City", "Oss"), NEWS_EMAIL));
        assertThat(changes(Outcome.of(active, BOTH), link, inScope(Map.of("City", "Oss")), BOTH))
                .containsExactly(Change.consent(ChangeKind.NO_OPT_IN, "Newsletter", Channel.EMAIL, ""));
    }

    @Test
    void tellsThatNothingIsDecidedWhenARuleFails() {
        Decision failed = new Decision(
                Scope.UNDECIDED,
                List.of(),
                Map.of(),
                false,
                Map.of(),
                List.of(new RuleError("conditions.drl", 3, "Only A", "no number")));
        assertThat(changes(linked(Map.of("City", "Oss")), failed))
                .containsExactly(Change.of(ChangeKind.UNDECIDED, "Only A", "no number"));
    }

    private static List<Change> changes(Link before, Decision decision) {
        return changes(Outcome.of(before), before, decision, BOTH);
    }

    private static List<Change> changes(Outcome than, Link before, Decision decision, Set<ConsentKey> managed) {
        Plan plan = Given.planner().plan(contact("c1"), before, decision);
        return new Comparing(AUDIENCE, than, new Judge.Judgement(decision, plan, Outcome.of(plan, managed))).changes();
    }

    private static Link linked(Map<String, Object> attributes, ConsentKey... granted) {
        Plan plan = Given.planner().plan(contact("c1"), unknown("c1"), inScope(attributes));
        Map<ConsentKey, LinkConsent> consents = new HashMap<>();
        for (ConsentKey key : granted) {
            consents.put(key, new LinkConsent(true, Optional.empty(), Optional.empty()));
        }
        return new Memory(plan.after()).hasProfile(true).consents(consents).link();
    }
}
