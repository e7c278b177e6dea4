package dev.kith.engine.rules;

import static dev.kith.engine.rules.Explanation.Truth.MET;
import static dev.kith.engine.rules.Explanation.Truth.NOT_MET;
import static dev.kith.engine.rules.Explanation.Truth.NOT_REACHED;
import static dev.kith.engine.rules.Explanation.Truth.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.engine.rules.RuleExplanation.Outcome;
import dev.kith.spi.Channel;
import dev.kith.spi.Contact;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Why a rule fired, and why not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExplainTest {

    private final RuleSet rules = RuleSets.compile(Texts.of(
            Texts.rule("Served", "customerType not in (\"A\", \"B\")", "contact.deny(\"Not served\");")
                    + Texts.rule("Poor", "vip != true, points < 5, city.length() > 3", "contact.deny(\"Poor\");"),
            Texts.rule(
                            "Town",
                            "t : city != null, // a note\n  firstName == \"Anna\", points > 100",
                            "contact.set(\"City\", t);")
                    + grouped("First", "points > 5, vip == true", "contact.set(\"First name\", \"x\");")
                    + grouped("Second", "points > 5, city == \"Gent\"", "contact.set(\"First name\", \"y\");")
                    + grouped("Third", "points > 5, city == \"Oslo\"", "contact.set(\"First name\", \"z\");"),
            Texts.rule("News", "labels contains \"Newsletter\"", "contact.optIn(\"Newsletter\", EMAIL);")));

    private static String grouped(String name, String conditions, String action) {
        return Texts.rule(name, conditions, action).replace("\nwhen", "\nactivation-group \"g\"\nwhen");
    }

    @AfterAll
    void close() {
        rules.close();
    }

    @Test
    void tellsTheFirstConditionThatIsNotMetWithTheValueFoundAndTheValueWanted() {
        Explanation explanation = rules.explain(anna(Map.of("city", "Gent", "firstName", "Bert", "points", 10L)));

        RuleExplanation town = rule(explanation, "Town");
        assertThat(town.outcome()).isEqualTo(Outcome.NOT_MET);
        assertThat(town.conditions())
                .extracting(Explanation.Condition::truth)
                .containsExactly(MET, NOT_MET, NOT_REACHED);
        Explanation.Condition whyNot = town.whyNot().orElseThrow();
        assertThat(whyNot.text()).isEqualTo("firstName == \"Anna\"");
        assertThat(whyNot.line()).isEqualTo(8);
        assertThat(whyNot.wanted()).isEqualTo("\"Anna\"");
        assertThat(whyNot.found()).containsExactly(new Explanation.Fact("firstName", Optional.of("Bert")));
        assertThat(town.rule().file() + " " + town.rule().line()).isEqualTo("mappings.drl 5");
        assertThat(town.facts()).extracting(Explanation.Fact::property).containsExactly("firstName", "city", "points");
        assertThat(explanation.version()).isEqualTo(rules.version());
    }

    @Test
    void tellsWhatARuleThatFiredDid() {
        Explanation explanation = rules.explain(
                anna(Map.of("customerType", Texts.choice("A"), "city", "Gent", "firstName", "Anna", "points", 101L)));

        RuleExplanation town = rule(explanation, "Town");
        assertThat(town.outcome()).isEqualTo(Outcome.FIRED);
        assertThat(town.attributes()).isEqualTo(Map.of("City", "Gent"));
        assertThat(town.conditions()).allMatch(condition -> condition.truth() == MET);
        assertThat(rule(explanation, "News").consents())
                .containsExactly(new ManagedConsent("Newsletter", Channel.EMAIL));
        assertThat(explanation.facts()).contains(new Explanation.Fact("customerTypeName", Optional.of("name of A")));
        assertThat(explanation.decision())
                .isEqualTo(rules.decide(anna(Map.of(
                        "customerType", Texts.choice("A"), "city", "Gent", "firstName", "Anna", "points", 101L))));
    }

    @Test
    void tellsWhyAContactIsOutOfScopeAndWhichRulesWereNotAsked() {
        Explanation explanation = rules.explain(anna(Map.of("customerType", Texts.choice("C"), "vip", true)));

        assertThat(rule(explanation, "Served").reasons()).containsExactly("Not served");
        assertThat(rule(explanation, "Served").conditions().get(0).wanted()).isEqualTo("none of \"A\", \"B\"");
        assertThat(rule(explanation, "Poor").outcome()).isEqualTo(Outcome.NOT_MET);
        assertThat(rule(explanation, "Town").outcome()).isEqualTo(Outcome.NOT_ASKED);
        assertThat(rule(explanation, "Town").conditions()).allMatch(condition -> condition.truth() == UNKNOWN);
        assertThat(rule(explanation, "News").outcome()).isEqualTo(Outcome.FIRED);
    }

    @Test
    void tellsThatAnotherRuleOfTheGroupFired() {
        Explanation explanation = rules.explain(
                anna(Map.of("customerType", Texts.choice("A"), "city", "Gent", "vip", true, "points", 10L)));

        List<Outcome> outcomes = List.of(
                rule(explanation, "First").outcome(),
                rule(explanation, "Second").outcome(),
                rule(explanation, "Third").outcome());
        assertThat(outcomes).containsExactlyInAnyOrder(Outcome.FIRED, Outcome.SILENCED, Outcome.NOT_MET);
        assertThat(rule(explanation, "Third").whyNot().orElseThrow().text()).isEqualTo("city == \"Oslo\"");
    }

    @Test
    void tellsWhichRuleFailedAndWhichCannotBeTold() {
        Explanation explanation = rules.explain(anna(Map.of("customerType", Texts.choice("A"), "points", 1L)));

        assertThat(explanation.decision().scope()).isEqualTo(Decision.Scope.UNDECIDED);
        assertThat(explanation.rules().subList(0, 2))
                .extracting(RuleExplanation::outcome)
                .containsAnyOf(Outcome.FAILED, Outcome.UNKNOWN);
        assertThat(explanation.rules().subList(2, 7)).allMatch(rule -> rule.outcome() == Outcome.NOT_ASKED);
    }

    @Test
    void findsTheContactOfACaseByItsName() {
        try (RuleSet shipped = RuleSets.compile(RuleFiles.read(Texts.SHIPPED))) {
            String name = "A full contact gets every attribute";

            Contact contact =
                    Cases.contact(shipped, Texts.SHIPPED.resolve("cases"), name).orElseThrow();

            assertThat(shipped.explain(contact).rules())
                    .filteredOn(rule -> rule.outcome() == Outcome.FIRED)
                    .hasSizeGreaterThan(10);
            assertThat(Cases.contact(shipped, Texts.SHIPPED.resolve("cases"), "none"))
                    .isEmpty();
        }
    }

    private static RuleExplanation rule(Explanation explanation, String name) {
        return explanation.rules().stream()
                .filter(rule -> rule.rule().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Contact anna(Map<String, Object> values) {
        Map<String, Object> all = new HashMap<>(Map.of("customerType", Texts.choice("B")));
        all.putAll(values);
        return Texts.contact(all, "Newsletter");
    }
}
