package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.rules.CaseReport;
import dev.kith.engine.rules.ManagedConsent;
import dev.kith.engine.rules.RuleProblem;
import dev.kith.engine.rules.RuleSet;
import dev.kith.engine.rules.RuleSetDifference;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the files of a rule set would make of it.
 *
 * @param problems what is to be corrected before it can decide about anyone
 * @param compiled empty when there are problems
 */
public record Candidate(List<RuleProblem> problems, Optional<Compiled> compiled) {
    public Candidate {
        problems = List.copyOf(problems);
    }

    /**
     * A rule set that could be activated.
     *
     * @param difference to the active rule set
     * @param leftBehind how many contacts keep each consent that no rule decides any more
     */
    public record Compiled(
            RuleSet rules, CaseReport cases, RuleSetDifference difference, Map<ManagedConsent, Integer> leftBehind) {
        public Compiled {
            requireNonNull(rules, "rules");
            requireNonNull(cases, "cases");
            requireNonNull(difference, "difference");
            leftBehind = Map.copyOf(leftBehind);
        }
    }

    static Candidate broken(List<RuleProblem> problems) {
        return new Candidate(problems, Optional.empty());
    }
}
