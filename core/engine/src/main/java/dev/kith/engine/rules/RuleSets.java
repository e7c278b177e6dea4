package dev.kith.engine.rules;

import java.util.List;

/** Where rule sets come from. */
public final class RuleSets {

    private RuleSets() {}

    /** Checks and compiles a rule set; throws with everything that is to be corrected. Takes a second or so. */
    public static RuleSet compile(RuleFiles files) {
        Problems problems = new Problems();
        RuleSetText text = RuleSetText.read(files, problems).orElseThrow(() -> new RuleSetException(problems.all()));
        RuleBuild.Built built = RuleBuild.build(text.files(), ContactSource.of(text.schema()));
        try {
            RuleSet rules = new RuleSet(files, text, built);
            Probe.check(rules);
            return rules;
        } catch (RuntimeException | Error e) {
            built.close();
            throw e;
        }
    }

    /** What is to be corrected; empty when the rule set can be used. */
    public static List<RuleProblem> check(RuleFiles files) {
        try (RuleSet rules = compile(files)) {
            return List.of();
        } catch (RuleSetException e) {
            return e.problems();
        }
    }
}
