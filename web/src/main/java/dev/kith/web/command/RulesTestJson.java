package dev.kith.web.command;

import dev.kith.engine.rules.CaseReport;
import dev.kith.engine.rules.CaseResult;
import dev.kith.engine.rules.RuleCoverage;
import dev.kith.web.http.Json;
import java.util.List;

/** The JSON of {@code kith rules test --json}. */
record RulesTestJson(String version, boolean passed, boolean covered, List<CaseResult> cases, List<Rule> coverage) {

    /** In how many cases one rule fired. */
    record Rule(String file, int line, String rule, int fired, int evaluated, String reach) {}

    static String of(CaseReport report) {
        List<Rule> coverage =
                report.coverage().stream().map(RulesTestJson::rule).toList();
        return Json.text(
                new RulesTestJson(report.version(), report.passed(), report.covered(), report.results(), coverage));
    }

    private static Rule rule(RuleCoverage rule) {
        return new Rule(
                rule.rule().file(),
                rule.rule().line(),
                rule.rule().name(),
                rule.fired(),
                rule.evaluated(),
                Json.word(rule.reach()));
    }
}
