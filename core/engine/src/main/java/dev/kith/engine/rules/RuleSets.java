package dev.kith.engine.rules;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where rule sets come from. */
public final class RuleSets {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int KEPT = 4;

    /** The last ones that were shared, the one longest not asked for first; guarded by itself. */
    private static final Map<RuleFiles, RuleSet> SHARED = new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<RuleFiles, RuleSet> eldest) {
            return size() > KEPT;
        }
    };

    private RuleSets() {}

    /**
     * The same as {@link #compile(RuleFiles)}, at once where one of the last few has these texts: a candidate, its
     * activation, a rollback and a backtest come with the same ones. Nobody closes it; it leaves memory when nobody refers to
     * it any more.
     */
    public static RuleSet shared(RuleFiles files) {
        synchronized (SHARED) {
            RuleSet known = SHARED.get(files);
            if (known != null) {
                return known;
            }
        }
        RuleSet compiled = compile(files);
        synchronized (SHARED) {
            SHARED.put(files, compiled);
        }
        return compiled;
    }

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
