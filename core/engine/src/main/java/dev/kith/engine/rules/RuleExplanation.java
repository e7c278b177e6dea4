package dev.kith.engine.rules;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one rule says of a contact, and why.
 *
 * @param reasons its vetoes
 * @param attributes the values it set
 * @param consents what it opted in to
 * @param facts the properties it uses, in conditions and action
 */
public record RuleExplanation(
        RuleText rule,
        Outcome outcome,
        List<Explanation.Condition> conditions,
        List<String> reasons,
        Map<String, Object> attributes,
        List<ManagedConsent> consents,
        List<Explanation.Fact> facts) {

    /** What became of the rule. */
    public enum Outcome {
        FIRED,
        /** The contact does not meet its conditions. */
        NOT_MET,
        /** The contact meets its conditions, and another rule of its activation-group fired. */
        SILENCED,
        /** Its file was not asked: the contact is not in scope, or its labels could not be read. */
        NOT_ASKED,
        /** It failed; the decision's errors say why. */
        FAILED,
        /** It can't be told, since another rule of its file failed. */
        UNKNOWN
    }

    public RuleExplanation {
        requireNonNull(rule, "rule");
        requireNonNull(outcome, "outcome");
        conditions = List.copyOf(conditions);
        reasons = List.copyOf(reasons);
        attributes = Map.copyOf(attributes);
        consents = List.copyOf(consents);
        facts = List.copyOf(facts);
    }

    /** Why the rule did not fire: the first condition that is not met. */
    public Optional<Explanation.Condition> whyNot() {
        return conditions.stream()
                .filter(condition -> condition.truth() == Explanation.Truth.NOT_MET)
                .findFirst();
    }
}
