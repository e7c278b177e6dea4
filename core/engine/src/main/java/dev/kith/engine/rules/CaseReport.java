package dev.kith.engine.rules;

import java.util.List;

/**
 * How the cases of a rule set went, and which rules they reached.
 *
 * @param coverage one entry a rule, in the order of the rule set
 */
public record CaseReport(String version, List<CaseResult> results, List<RuleCoverage> coverage) {
    public CaseReport {
        results = List.copyOf(results);
        coverage = List.copyOf(coverage);
    }

    /** Whether there are cases and all of them passed. */
    public boolean passed() {
        return !results.isEmpty() && results.stream().allMatch(CaseResult::passed);
    }

    /** Whether every rule fires in one case and not in another. */
    public boolean covered() {
        return coverage.stream().allMatch(rule -> rule.reach() == RuleCoverage.Reach.COVERED);
    }

    /** The report in the form of JUnit's XML, which build servers read. */
    public String toJUnitXml() {
        return JUnitXml.of(this);
    }
}
