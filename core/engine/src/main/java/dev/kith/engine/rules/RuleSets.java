package dev.kith.engine.rules;

import java.time.Duration;
import java.util.List;

/** Where rule sets come from. */
public final class RuleSets {

    private RuleSets() {}

    private static final Duration LIMIT = Duration.ofMinutes(2);

    /**
     * Checks and compiles a rule set; throws with everything that is to be corrected. Takes a second or so, on a thread of
     * its own: what a text from outside does to a compiler ends there.
     */
    public static RuleSet compile(RuleFiles files) {
        return compile(files, LIMIT);
    }

    static RuleSet compile(RuleFiles files, Duration limit) {
        return CompileThread.call(() -> compiled(files), RuleSet::close, limit);
    }

    private static RuleSet compiled(RuleFiles files) {
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
