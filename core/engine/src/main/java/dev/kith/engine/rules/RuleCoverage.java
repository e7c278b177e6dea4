package dev.kith.engine.rules;

import static java.util.Objects.requireNonNull;

/**
 * How far the cases of a rule set reach a rule.
 *
 * @param fired in how many cases it fired
 * @param evaluated in how many cases it was asked
 * @param cases how many cases there are
 */
public record RuleCoverage(RuleText rule, int fired, int evaluated, int cases) {

    /** What that means. */
    public enum Reach {
        /** It fired in a case and didn't in another. */
        COVERED,
        /** No case asks it: none is in scope, or none has its labels read. */
        NEVER_REACHED,
        /** It was asked and never fired. */
        NEVER_TRUE,
        /** It fired in every case: nothing shows that it leaves anybody alone. */
        ALWAYS_TRUE
    }

    public RuleCoverage {
        requireNonNull(rule, "rule");
    }

    public Reach reach() {
        if (evaluated == 0) {
            return Reach.NEVER_REACHED;
        }
        if (fired == 0) {
            return Reach.NEVER_TRUE;
        }
        return fired == cases ? Reach.ALWAYS_TRUE : Reach.COVERED;
    }
}
