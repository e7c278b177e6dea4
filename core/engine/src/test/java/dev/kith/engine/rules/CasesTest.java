package dev.kith.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CasesTest {

    private final RuleSet rules = RuleSets.compile(Texts.of(
            Texts.rule("No VIP", "vip == true", "contact.deny(\"A VIP\");"),
            Texts.rule("City", "", "contact.set(\"City\", contact.getCity());"),
            Texts.rule("News", "labels contains \"Newsletter\"", "contact.optIn(\"Newsletter\", EMAIL);")));

    @AfterAll
    void close() {
        rules.close();
    }

    @Test
    void tellsWhatDiffers(@TempDir Path dir) throws IOException {
        List<CaseResult> results = run(dir, """
                - name: right
                  contact: {city: Gent, labels: [Newsletter]}
                  expect: {scope: in, attributes: {City: Gent, Points: ~}, consents: {Newsletter: {email: opt-in}}}
                - name: wrong
                  contact: {vip: true, city: Gent}
                  expect:
                    scope: in
                    reason: Another
                    attributes: {City: Gent}
                    consents: {Newsletter: {email: opt-in}}
                    not: {scope: out, reason: A VIP, consents: {Newsletter: {email: no-opt-in}}, attributes: {City: ~}}
                """);

        assertThat(results)
                .containsExactly(
                        new CaseResult("a.yaml", "right", true, ""),
                        new CaseResult(
                                "a.yaml",
                                "wrong",
                                false,
                                "scope: expected in, got out [Denial[rule=No VIP, reason=A VIP]]; reason: expected \"Another\","
                                        + " got [A VIP]; City: expected Gent, got no value; Newsletter by EMAIL: expected OPT_IN,"
                                        + " got NO_OPT_IN; scope: expected not out; reason: expected not \"A VIP\"; City:"
                                        + " expected not no value; Newsletter by EMAIL: expected not NO_OPT_IN"));
    }

    @Test
    void refusesWhatDoesNotExistWithFileAndLine(@TempDir Path dir) throws IOException {
        List<CaseResult> results = run(dir, """
                - name: a
                  contct: {}
                  contact: {citty: x, labels: [News], points: many}
                  expect: {scope: inside, attributes: {Cty: x}, consents: {Newsleter: {mail: opt-in}, Events: {email: yes}}}
                - contact: {}
                """);

        assertThat(results).allMatch(result -> !result.passed());
        assertThat(results)
                .extracting(CaseResult::message)
                .contains(
                        "a.yaml, line 3: The contact has no field \"citty\". Did you mean city?",
                        "a.yaml, line 3: The CRM has no opt-in label \"News\".",
                        "a.yaml, line 3: \"many\" is not a whole number such as 42.",
                        "a.yaml, line 4: The scope is in or out, not \"inside\".",
                        "a.yaml, line 4: The audience has no attribute \"Cty\". Did you mean City?",
                        "a.yaml, line 4: Unknown key \"mail\". Did you mean email? Allowed are email, sms.",
                        "a.yaml, line 4: A consent is opt-in, no-opt-in or unknown, not \"yes\".",
                        "a.yaml, line 5: \"name\" is missing in this case.",
                        "a.yaml, line 5: \"expect\" is missing in this case.");
    }

    @Test
    void aFolderThatIsNotThereHasNoCases(@TempDir Path dir) {
        assertThat(Cases.run(rules, dir.resolve("none"))).isEmpty();
    }

    private List<CaseResult> run(Path dir, String text) throws IOException {
        Files.writeString(dir.resolve("a.yaml"), text);
        return Cases.run(rules, dir);
    }
}
