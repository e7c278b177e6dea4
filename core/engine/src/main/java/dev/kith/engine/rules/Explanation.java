package dev.kith.engine.rules;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * Why a rule set decides about one contact as it does. It holds values of the contact: only for who may see them.
 *
 * @param version of the rule set
 * @param facts every property of the contact in rules
 * @param rules one entry a rule: conditions, mappings, consents, each in the order of its file
 */
public record Explanation(String version, Decision decision, List<Fact> facts, List<RuleExplanation> rules) {

    /** A property of the contact; no value when it has none. */
    public record Fact(String property, Optional<Object> value) {
        public Fact {
            requireNonNull(property, "property");
            requireNonNull(value, "value");
        }

        /** Without the value, which is personal data and must not get into a log. */
        @Override
        public String toString() {
            return "Fact[" + property + (value.isPresent() ? " has a value]" : " has none]");
        }
    }

    /** Whether a contact meets a condition. */
    public enum Truth {
        MET,
        NOT_MET,
        /** One before it is not met already. */
        NOT_REACHED,
        /** The rule was not asked, or could not be. */
        UNKNOWN
    }

    /**
     * One condition of a rule, as written between two commas.
     *
     * @param wanted what it asks for, in words; its text when there are none
     * @param found the values it is about
     */
    public record Condition(String text, int line, Truth truth, String wanted, List<Fact> found) {
        public Condition {
            requireNonNull(text, "text");
            requireNonNull(truth, "truth");
            requireNonNull(wanted, "wanted");
            found = List.copyOf(found);
        }
    }

    public Explanation {
        requireNonNull(version, "version");
        requireNonNull(decision, "decision");
        facts = List.copyOf(facts);
        rules = List.copyOf(rules);
    }
}
