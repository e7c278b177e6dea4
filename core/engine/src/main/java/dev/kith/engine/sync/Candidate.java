package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.rules.CaseReport;
import dev.kith.engine.rules.ManagedConsent;
import dev.kith.engine.rules.RuleProblem;
import dev.kith.engine.rules.RuleSet;
import dev.kith.engine.rules.RuleSetDifference;
import java.util.ArrayList;
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

    /** What keeps it from being the first rule set that is active, in words. */
    List<String> whyNotActive(String folder) {
        List<String> words = new ArrayList<>();
        problems.forEach(problem -> words.add(folder + "/" + problem));
        compiled.ifPresent(next -> words.add(
                CaseGate.red(next.cases()).isEmpty()
                        ? "No rule set is active yet. Activate the one of the files."
                        : "No rule set is active yet: " + CaseGate.words(next.cases())
                                + " Correct rules or cases, or activate the rules with a reason."));
        return words;
    }

    static Candidate broken(List<RuleProblem> problems) {
        return new Candidate(problems, Optional.empty());
    }
}
