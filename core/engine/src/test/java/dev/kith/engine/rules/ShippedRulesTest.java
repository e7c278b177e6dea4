package dev.kith.engine.rules;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The rule set that is shipped for Tribe and APSIS One. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShippedRulesTest {

    private static final Path CASES = Texts.SHIPPED.resolve("cases");

    private final RuleSet rules = RuleSets.compile(RuleFiles.read(Texts.SHIPPED));

    @BeforeAll
    void hasCases() {
        assertThat(Cases.run(rules, CASES)).hasSizeGreaterThan(15);
    }

    @AfterAll
    void close() {
        rules.close();
    }

    @Test
    void passesItsCases() {
        assertThat(Cases.run(rules, CASES))
                .allSatisfy(result -> assertThat(result.message())
                        .as(result.file() + ": " + result.name())
                        .isEmpty());
    }

    @Test
    void hasACaseThatFiresEachRuleAndOneThatDoesNot() {
        CaseReport report = Cases.report(rules, CASES);

        assertThat(report.coverage())
                .hasSameSizeAs(rules.rules())
                .allSatisfy(
                        rule -> assertThat(rule.reach()).as(rule.rule().name()).isEqualTo(RuleCoverage.Reach.COVERED));
        assertThat(report.passed() && report.covered()).isTrue();
    }

    @Test
    void hasThreeConditionsMoreThanTwelveMappingsAndFourConsents() {
        assertThat(names(RuleKind.CONDITION)).hasSize(3);
        assertThat(names(RuleKind.MAPPING)).hasSizeGreaterThan(12);
        assertThat(names(RuleKind.CONSENT))
                .containsExactly("Newsletter by email", "Newsletter by SMS", "Events by email", "Events by SMS");
    }

    @Test
    void managesEveryAttributeThatTheHostDoesNotFill() {
        Set<String> mapped = rules.schema().attributeNames().stream()
                .filter(name -> !name.equals("Email") && !name.equals("CRM-ID"))
                .collect(toCollection(LinkedHashSet::new));

        assertThat(rules.attributes()).containsExactlyInAnyOrderElementsOf(mapped);
        assertThat(rules.consents()).hasSize(4);
    }

    @Test
    void hasItsSchemaInTheFormInWhichItIsWritten() {
        assertThat(rules.schema().toYaml()).isEqualTo(rules.files().schema());
    }

    @Test
    void keepsTheTextOfEachRuleAsWritten() {
        RuleText first = rules.rules().get(0);

        assertThat(first.file()).isEqualTo("conditions.drl");
        assertThat(first.line()).isEqualTo(6);
        assertThat(first.text())
                .startsWith("rule \"" + first.name() + "\"\nwhen\n")
                .endsWith("\nend");
    }

    private Stream<String> names(RuleKind kind) {
        return rules.rules().stream().filter(rule -> rule.kind() == kind).map(RuleText::name);
    }
}
