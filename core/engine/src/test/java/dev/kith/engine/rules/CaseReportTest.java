package dev.kith.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CaseReportTest {

    private final RuleSet rules = RuleSets.compile(Texts.of(
            Texts.rule("No VIP", "vip == true", "contact.deny(\"A VIP\");"),
            Texts.rule("City", "", "contact.set(\"City\", contact.getCity());")
                    + Texts.rule("Points", "points > 5", "contact.set(\"Points\", 5);"),
            Texts.rule("News", "labels contains \"Newsletter\"", "contact.optIn(\"Newsletter\", EMAIL);")));

    @AfterAll
    void close() {
        rules.close();
    }

    @Test
    void tellsWhichRulesTheCasesReach(@TempDir Path dir) throws IOException {
        Files.writeString(dir.resolve("a.yaml"), """
            - name: one
              contact: {city: Gent, labels: [Newsletter]}
              expect: {scope: in}
            - name: two
              contact: {city: Gent, labels: [Newsletter]}
              expect: {not: {scope: out, consents: {Newsletter: {email: no-opt-in}}}}
            """);

        CaseReport report = Cases.report(rules, dir);

        assertThat(report.passed()).isTrue();
        assertThat(report.covered()).isFalse();
        assertThat(report.coverage())
                .extracting(
                        rule -> rule.rule().name() + " " + rule.fired() + "/" + rule.evaluated() + " " + rule.reach())
                .containsExactly(
                        "No VIP 0/2 NEVER_TRUE",
                        "City 2/2 ALWAYS_TRUE",
                        "Points 0/2 NEVER_TRUE",
                        "News 2/2 ALWAYS_TRUE");
    }

    @Test
    void tellsWhichRulesNoCaseAsks(@TempDir Path dir) throws IOException {
        Files.writeString(dir.resolve("a.yaml"), """
            - name: out
              contact: {vip: true, labelsComplete: false}
              expect: {scope: out}
            """);

        assertThat(Cases.report(rules, dir).coverage())
                .extracting(
                        rule -> rule.rule().name() + " " + rule.fired() + "/" + rule.evaluated() + " " + rule.reach())
                .containsExactly(
                        "No VIP 1/1 ALWAYS_TRUE",
                        "City 0/0 NEVER_REACHED",
                        "Points 0/0 NEVER_REACHED",
                        "News 0/0 NEVER_REACHED");
    }

    @Test
    void writesTheResultsAsXmlThatBuildServersRead(@TempDir Path dir) throws Exception {
        Files.writeString(dir.resolve("a.yaml"), """
            - name: right & <good>
              contact: {city: Gent}
              expect: {scope: in}
            - name: wrong
              contact: {city: "Ge\\ent"}
              expect: {attributes: {City: "x"}}
            """);
        Files.writeString(dir.resolve("b.yaml"), "- name: x\n");

        String text = Cases.report(rules, dir).toJUnitXml();

        Document xml = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        Element root = xml.getDocumentElement();
        assertThat(root.getAttribute("tests")).isEqualTo("4");
        assertThat(root.getAttribute("failures")).isEqualTo("3");
        assertThat(root.getElementsByTagName("testsuite").getLength()).isEqualTo(2);
        Element first = (Element) root.getElementsByTagName("testcase").item(0);
        assertThat(first.getAttribute("name")).isEqualTo("right & <good>");
        assertThat(first.hasChildNodes()).isFalse();
        Element failure = (Element) root.getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("message")).isEqualTo("City: expected x, got Ge\uFFFDnt");
    }

    @Test
    void aSetWithoutCasesHasNotPassed(@TempDir Path dir) {
        assertThat(Cases.report(rules, dir).passed()).isFalse();
    }
}
