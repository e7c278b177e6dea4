package dev.kith.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.spi.Contact;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a rule set may cost a host, and what it may not lose on the way. */
class LimitsTest {

    private static final String DENY = "contact.deny(\"no\");";
    private static final String SET = "contact.set(\"City\", \"x\");";

    private static String rules(int count, String conditions, String action) {
        return IntStream.range(0, count)
                .mapToObj(i -> Texts.rule("R" + i, conditions, action))
                .collect(Collectors.joining());
    }

    private static List<String> problems(RuleFiles files) {
        Problems problems = new Problems();
        RuleSetText.read(files, problems);
        return problems.all().stream().map(RuleProblem::toString).toList();
    }

    @Test
    void aRuleSetHasAsManyRulesAndConditionsAsAHostHasMemoryToCompile() {
        String tooMany = "With this rule the rule set has more than 1,000 rules or 2,000 conditions. Make one rule of"
                + " several: field in (\"A\", \"B\").";
        String fifty = String.join(", ", java.util.Collections.nCopies(50, "vip == true"));

        assertThat(problems(Texts.of(rules(500, "", DENY), rules(500, "", SET), "")))
                .isEmpty();
        assertThat(problems(Texts.of(rules(501, "", DENY), rules(500, "", SET), "")))
                .containsExactly("mappings.drl, line 2999, rule \"R499\": " + tooMany);
        assertThat(problems(Texts.of(rules(20, fifty, DENY), rules(20, fifty, SET), "")))
                .isEmpty();
        assertThat(problems(Texts.of(rules(20, fifty, DENY), rules(21, fifty, SET), "")))
                .containsExactly("mappings.drl, line 125, rule \"R20\": " + tooMany);
    }

    @Test
    void anExplanationDoesWithoutDetailsThatTakeTooMuchToCompile() {
        String fifty = String.join(", ", java.util.Collections.nCopies(50, "vip == true"));
        List<ParsedRule> rules = RuleSetText.read(Texts.of(rules(2, fifty, DENY), "", ""), new Problems())
                .orElseThrow()
                .files()
                .get(0)
                .rules();

        assertThat(PrefixRules.of(rules, Texts.SCHEMA).met(Texts.contact(Map.of())))
                .isEmpty();
    }

    @Test
    void theCompilerSeesRandomAccessAndNoRandom() {
        assertThat(FilterLoader.allows("java.util.RandomAccess")).isTrue();
        assertThat(FilterLoader.allows("java.util.Random")).isFalse();
    }

    @Test
    void lettersThatTheHostWouldLoseAreRefused() {
        RuleSetText text = RuleSetText.read(
                        Texts.of(Texts.rule("A", "city == \"Århus\"", DENY), Texts.rule("B", "", SET), ""),
                        new Problems())
                .orElseThrow();
        Problems ascii = new Problems();
        Problems utf8 = new Problems();

        RuleBuild.readable(text.files(), StandardCharsets.US_ASCII, ascii);
        RuleBuild.readable(text.files(), StandardCharsets.UTF_8, utf8);

        assertThat(utf8.all()).isEmpty();
        assertThat(ascii.all())
                .extracting(RuleProblem::toString)
                .containsExactly("conditions.drl, line 7: The character Å would be lost, since this Java works with"
                        + " US-ASCII. Start it with -Dfile.encoding=UTF-8.");
    }

    @Test
    void longNamesAndProblemsAreCut() {
        String rule = Texts.rule("R", "x".repeat(5_000) + " == 1", DENY);

        assertThat(problems(Texts.with(RuleKind.CONDITION, rule)))
                .singleElement()
                .satisfies(problem -> assertThat(problem).hasSizeLessThan(1_200).endsWith(" ..."));
    }

    @Test
    void whatAnActionSaysIsBounded() {
        String deny = "contact.deny(join(\"\", \"" + "x".repeat(1_500) + "\", contact.getCity()));";
        String greet = "contact.set(\"City\", \"Dear \" + contact.getFirstName());";
        String letter = "contact.set(\"First name\", contact.getLastName().charAt(0));";
        Contact contact = new Contact(
                "1", Optional.empty(), Map.of("lastName", "Berg", "city", "Gent"), List.of(), List.of(), true);
        RuleFiles files = Texts.of(
                Texts.rule("Long", "city == \"Oslo\" || city == \"Gent\"", deny),
                Texts.rule("Greet", "", greet) + Texts.rule("Letter", "lastName != null, !vip", letter),
                "");

        try (RuleSet rules = RuleSets.compile(files)) {
            assertThat(rules.decide(contact).denials())
                    .singleElement()
                    .satisfies(denial -> assertThat(denial.reason()).hasSize(1_000));
            assertThat(rules.decide(Texts.contact(Map.of("lastName", "Berg", "vip", false)))
                            .attributes())
                    .containsEntry("First name", new Decision.Assigned("B", "Letter"));
            assertThat(rules.warnings())
                    .extracting(RuleProblem::toString)
                    .containsExactly(
                            "mappings.drl, line 9, rule \"Greet\": For a contact without \"firstName\" the text has the"
                                    + " word null in it. Put it together with join( ... ), or add the condition:"
                                    + " firstName != null",
                            "mappings.drl, line 13, rule \"Letter\": The rule fails for a contact without \"vip\"."
                                    + " Write: vip != true");
        }
    }
}
