package dev.kith.engine.rules;

import static dev.kith.engine.rules.Texts.choice;
import static dev.kith.engine.rules.Texts.contact;
import static dev.kith.engine.rules.Texts.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.engine.rules.Decision.Answer;
import dev.kith.engine.rules.Decision.Scope;
import dev.kith.spi.Channel;
import dev.kith.spi.Contact;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DecisionTest {

    private static final ManagedConsent NEWSLETTER = new ManagedConsent("Newsletter", Channel.EMAIL);
    private static final ManagedConsent EVENTS = new ManagedConsent("Events", Channel.EMAIL);

    private final RuleSet rules = RuleSets.compile(Texts.of(
            rule("Only A", "customerType != null, customerType != \"A\"", "contact.deny(\"Not an A\");")
                    + rule("No long cities", "vip == true, city.length() > 10", "contact.deny(\"Long city\");")
                    + rule(
                            "By id or name",
                            "customerTypeId == \"id-Z\" || customerTypeName == \"name of Y\"",
                            "contact.deny(contact.getCustomerTypeName());"),
            rule("City", "city != null", "contact.set(\"City\", contact.getCity());")
                    + rule("City of A", "customerType == \"A\", points > 5", "contact.set(\"City\", \"Utrecht\");")
                    + rule("Points", "", "contact.set(\"Points\", contact.getPoints());")
                    + rule(
                            "First name",
                            "firstName != null",
                            "contact.set(\"First name\", contact.getFirstName().substring(0, 3));"),
            rule("Newsletter", "labels contains \"Newsletter\"", "contact.optIn(\"Newsletter\", EMAIL);")
                    + rule(
                            "Events",
                            "labels contains \"Events\", lastName.length() > 2",
                            "contact.optIn(\"Events\", EMAIL);")));

    @AfterAll
    void close() {
        rules.close();
    }

    @Test
    void aTextOfTheCrmThatIsEndlesslyLongIsCutBeforeARuleCanMultiplyIt() {
        Decision decision = rules.decide(contact(Map.of("city", "x".repeat(1_000_000))));

        assertThat(decision.attributes())
                .hasEntrySatisfying(
                        "City", city -> assertThat(city.value().toString()).hasSize(10_000));
    }

    @Test
    void s4AContactThatNoConditionDeniesIsInScope() {
        Decision decision = rules.decide(contact(Map.of("customerType", choice("A"), "city", "Gent", "points", 3L)));

        assertThat(decision.scope()).isEqualTo(Scope.IN);
        assertThat(decision.attributesKnown()).isTrue();
        assertThat(decision.attributes())
                .containsOnly(
                        Map.entry("City", new Decision.Assigned("Gent", "City")),
                        Map.entry("Points", new Decision.Assigned(3L, "Points")));
        assertThat(decision.errors()).isEmpty();
    }

    @Test
    void s7EveryVetoIsToldWithItsReason() {
        Decision decision = rules.decide(contact(Map.of("customerType", choice("Y"))));

        assertThat(decision.scope()).isEqualTo(Scope.OUT);
        assertThat(decision.denials())
                .containsExactlyInAnyOrder(
                        new Decision.Denial("Only A", "Not an A"), new Decision.Denial("By id or name", "name of Y"));
        assertThat(decision.attributes()).isEmpty();
        assertThat(decision.attributesKnown()).isFalse();
    }

    @Test
    void aConditionThatFailsLeavesTheContactUndecided() {
        Decision decision = rules.decide(contact(Map.of("vip", true), "Newsletter"));

        assertThat(decision.scope()).isEqualTo(Scope.UNDECIDED);
        assertThat(decision.denials()).isEmpty();
        assertThat(decision.consents())
                .containsOnly(Map.entry(NEWSLETTER, Answer.UNKNOWN), Map.entry(EVENTS, Answer.UNKNOWN));
        assertThat(decision.errors()).hasSize(1);
        assertThat(decision.errors().get(0).file()).isEqualTo("conditions.drl");
        assertThat(decision.errors().get(0).message()).startsWith("The rule uses a field that has no value");
    }

    @Test
    void aMappingThatFailsIsToldWithoutTheValueItFailedOn() {
        Decision decision = rules.decide(contact(Map.of("firstName", "Bo"), "Newsletter"));

        assertThat(decision.scope()).isEqualTo(Scope.IN);
        assertThat(decision.attributesKnown()).isFalse();
        assertThat(decision.errors())
                .containsExactly(new Decision.RuleError(
                        "mappings.drl",
                        23,
                        "First name",
                        "The rule asks for a part of a text or list that isn't there. Test its length first, or use a"
                                + " helper, such as left(text, 3)."));
        assertThat(decision.consents()).containsEntry(NEWSLETTER, Answer.OPT_IN);
    }

    @Test
    void twoRulesThatSetOneAttributeDifferentlyAreAnErrorThatNamesBoth() {
        Decision decision = rules.decide(contact(Map.of("customerType", choice("A"), "city", "Gent", "points", 6L)));

        assertThat(decision.attributesKnown()).isFalse();
        assertThat(decision.errors()).hasSize(1);
        Decision.RuleError error = decision.errors().get(0);
        assertThat(error.rule() + error.message()).contains("City of A").contains("rule \"City");
    }

    @Test
    void twoRulesThatSetOneAttributeToTheSameValueAgree() {
        Decision decision = rules.decide(contact(Map.of("customerType", choice("A"), "city", "Utrecht", "points", 6L)));

        assertThat(decision.attributesKnown()).isTrue();
    }

    @Test
    void s14ALabelOptsInAndItsAbsenceDoesNot() {
        Decision decision = rules.decide(contact(Map.of(), "Newsletter"));

        assertThat(decision.consents())
                .containsOnly(Map.entry(NEWSLETTER, Answer.OPT_IN), Map.entry(EVENTS, Answer.NO_OPT_IN));
        assertThat(decision.consentRules()).containsOnly(Map.entry(NEWSLETTER, "Newsletter"));
    }

    @Test
    void aConsentRuleThatFailsMakesEveryConsentUnknown() {
        Decision decision = rules.decide(contact(Map.of(), "Newsletter", "Events"));

        assertThat(decision.consents())
                .containsOnly(Map.entry(NEWSLETTER, Answer.UNKNOWN), Map.entry(EVENTS, Answer.UNKNOWN));
        assertThat(decision.consentRules()).isEmpty();
        assertThat(decision.errors()).extracting(Decision.RuleError::file).containsExactly("consents.drl");
    }

    @Test
    void labelsThatAreNotCompleteMakeEveryConsentUnknownWithoutAnError() {
        Contact contact = new Contact("1", Optional.empty(), Map.of(), List.of("Newsletter"), List.of(), false);

        Decision decision = rules.decide(contact);

        assertThat(decision.consents())
                .containsOnly(Map.entry(NEWSLETTER, Answer.UNKNOWN), Map.entry(EVENTS, Answer.UNKNOWN));
        assertThat(decision.errors()).isEmpty();
    }

    @Test
    void consentsAreAskedOutOfScopeToo() {
        Decision decision = rules.decide(contact(Map.of("customerType", choice("B")), "Newsletter"));

        assertThat(decision.scope()).isEqualTo(Scope.OUT);
        assertThat(decision.consents()).containsEntry(NEWSLETTER, Answer.OPT_IN);
    }

    @Test
    void decidesTheSameOnTwoThreadsAsOnOne() throws Exception {
        List<Contact> contacts = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            contacts.add(
                    contact(Map.of("city", "City " + i, "points", (long) i), i % 2 == 0 ? "Newsletter" : "Events"));
        }
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (RuleSet fresh = RuleSets.compile(rules.files())) {
            Future<List<Decision>> one =
                    threads.submit(() -> contacts.stream().map(fresh::decide).toList());
            Future<List<Decision>> two =
                    threads.submit(() -> contacts.stream().map(fresh::decide).toList());

            List<Decision> expected = contacts.stream().map(rules::decide).toList();
            assertThat(one.get()).isEqualTo(expected);
            assertThat(two.get()).isEqualTo(expected);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void readsEveryTypeOfFieldAndWritesEveryTypeOfValue() {
        String dates =
                "birthDate == date(\"2000-02-29\"), date(createdAt) > date(\"2019-12-31\"), credit > 10.25, vip == true,"
                        + " hobbies contains \"chess\", email == \"a@example.com\", points in (1, 2), \"Events\" memberOf allLabels";
        String sets =
                "contact.set(\"City\", contact.getBirthDate()); contact.set(\"First name\", contact.getCreatedAt());"
                        + " contact.set(\"Points\", 1.5);";
        try (RuleSet all = RuleSets.compile(Texts.of("", rule("All", dates, sets), ""))) {
            Decision decision = all.decide(contact(
                    Map.of(
                            "birthDate",
                            LocalDate.of(2000, 2, 29),
                            "createdAt",
                            Instant.parse("2020-01-01T00:00:00Z"),
                            "credit",
                            new BigDecimal("10.50"),
                            "vip",
                            true,
                            "hobbies",
                            List.of("chess"),
                            "points",
                            1L),
                    "Events"));

            assertThat(decision.attributes())
                    .containsEntry("City", new Decision.Assigned(LocalDate.of(2000, 2, 29), "All"))
                    .containsEntry("First name", new Decision.Assigned(Instant.parse("2020-01-01T00:00:00Z"), "All"))
                    .containsEntry("Points", new Decision.Assigned(new BigDecimal("1.5"), "All"));
        }
    }

    @Test
    void inAnActivationGroupOneRuleFires() {
        String grouped = (rule("One", "", "contact.set(\"City\", \"one\");")
                        + rule("Two", "", "contact.set(\"City\", \"two\");"))
                .replace("when", "activation-group \"city\"\nwhen");
        try (RuleSet set = RuleSets.compile(Texts.of("", grouped, ""))) {
            for (int i = 0; i < 3; i++) {
                Decision decision = set.decide(contact(Map.of()));

                assertThat(decision.attributesKnown()).isTrue();
                assertThat(decision.attributes()).containsOnlyKeys("City");
            }
        }
    }

    @Test
    void aRuleSetWithoutRulesTakesEveryContact() {
        try (RuleSet none = RuleSets.compile(Texts.of("", "", ""))) {
            Decision decision = none.decide(contact(Map.of(), "Newsletter"));

            assertThat(decision.scope()).isEqualTo(Scope.IN);
            assertThat(decision.consents()).isEmpty();
        }
    }
}
