package dev.kith.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is allowed and probably not meant. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StaticChecksTest {

    private static final String DENY = "contact.deny(\"no\");";
    private static final String CITY = "contact.set(\"City\", \"x\");";

    private final RuleSet rules = RuleSets.compile(Texts.of(
            Texts.rule("Only A", "customerType != \"A\"", DENY)
                    + Texts.rule("Only B or C", "customerType not in (\"B\", \"C\")", DENY)
                    + Texts.rule("Only VIP", "vip != true", DENY)
                    + Texts.rule("Nobody", "", DENY),
            Texts.rule("One", "city == null", CITY)
                    + Texts.rule("Two", "c : city != null, points > 5", CITY)
                    + Texts.rule("Three", "points > 7", CITY)
                    + Texts.rule("Four", "points in (1, 2), points == 3", "contact.set(\"Points\", 1);")
                    + Texts.rule(
                            "Five",
                            "labels contains \"Events\", labels not contains \"Events\"",
                            "contact.set(\"First name\", \"x\");"),
            Texts.rule("News", "labels contains \"Newsletter\"", "contact.optIn(\"Newsletter\", SMS);")));

    @AfterAll
    void close() {
        rules.close();
    }

    // D6
    @Test
    void d6WarnsOfConditionsNobodyCanMeet() {
        assertThat(warnings())
                .contains(
                        "conditions.drl, line 11, rule \"Only B or C\": Together with the rule \"Only A\" (line 5)"
                                + " this denies every contact, so nobody is in scope (D6). Make one rule of them.",
                        "conditions.drl, line 23, rule \"Nobody\": This rule denies every contact, so nobody is in"
                                + " scope. Add a condition.",
                        "mappings.drl, line 23, rule \"Four\": Nobody can meet this rule: its conditions on \"points\""
                                + " can't both hold. Write || between them, or two rules.",
                        "mappings.drl, line 29, rule \"Five\": Nobody can meet this rule: its conditions on \"labels\""
                                + " can't both hold. Write || between them, or two rules.");
    }

    @Test
    void warnsOfTwoRulesForOneAttributeUnlessOnlyOneCanMatch() {
        assertThat(warnings())
                .filteredOn(warning -> warning.contains("also set by"))
                .containsExactly(overlap("One", 5), overlap("Two", 11));
    }

    private static String overlap(String other, int line) {
        return "mappings.drl, line 17, rule \"Three\": The attribute \"City\" is also set by the rule \"" + other
                + "\" (line "
                + line
                + "). A contact that both match, with different values, becomes an issue. Add conditions that only one"
                + " can meet, or an activation-group.";
    }

    @Test
    void warnsOfAConsentForAChannelWithoutAnAddress() {
        assertThat(warnings())
                .contains("consents.drl, line 5, rule \"News\": SMS consents are given, but no rule sets a phone number"
                        + " of the profile. Add a mapping for it.");
    }

    @Test
    void warnsOfFieldsThatWereEmptyInAWholeFullSync() {
        Map<String, Long> filled = Map.of("city", 10L, "customerType", 3L, "vip", 0L);

        assertThat(rules.emptyFields(filled, 10))
                .extracting(RuleProblem::toString)
                .containsExactly(
                        empty("conditions.drl, line 17, rule \"Only VIP\"", "vip"),
                        empty("mappings.drl, line 11, rule \"Two\"", "points"),
                        empty("mappings.drl, line 17, rule \"Three\"", "points"),
                        empty("mappings.drl, line 23, rule \"Four\"", "points"));
        assertThat(rules.emptyFields(Map.of(), 0)).isEmpty();
    }

    private static String empty(String where, String field) {
        return where + ": The field \"" + field
                + "\" had no value in any of the 10 contacts of the last full sync. Check that"
                + " it is the right field.";
    }

    @Test
    void hasNoWarningForTheShippedRules() {
        try (RuleSet shipped = RuleSets.compile(RuleFiles.read(Texts.SHIPPED))) {
            assertThat(shipped.warnings()).isEmpty();
        }
    }

    private List<String> warnings() {
        return rules.warnings().stream().map(RuleProblem::toString).toList();
    }
}
