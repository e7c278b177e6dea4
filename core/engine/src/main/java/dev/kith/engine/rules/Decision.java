package dev.kith.engine.rules;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/**
 * What a rule set says about one contact, and which rule said it.
 *
 * @param denials every veto, in the order the rules fired; empty unless out of scope
 * @param attributes the values of managed attributes that have one, by attribute name
 * @param attributesKnown whether {@code attributes} is all there is to say; false when a mapping rule failed, and when the
 *     mappings were not asked because the contact isn't in scope
 * @param consents an answer for each managed consent
 * @param consentRules the name of the rule that opted in, for each opt-in
 * @param errors what failed; never holds a value of the contact
 */
public record Decision(
        Scope scope,
        List<Denial> denials,
        Map<String, Assigned> attributes,
        boolean attributesKnown,
        Map<ManagedConsent, Answer> consents,
        Map<ManagedConsent, String> consentRules,
        List<RuleError> errors) {

    /** Whether the contact is to be kept in step. */
    public enum Scope {
        IN,
        OUT,
        /** A condition failed. Nothing else in the decision may be trusted. */
        UNDECIDED
    }

    /** What the rules say of one consent. */
    public enum Answer {
        OPT_IN,
        /** A rule for it was asked, did not fail and did not opt in. */
        NO_OPT_IN,
        /** It can't be told: a consent rule failed, or the labels could not be read whole. */
        UNKNOWN
    }

    /** A veto of a condition. */
    public record Denial(String rule, String reason) {
        public Denial {
            requireNonNull(rule, "rule");
            requireNonNull(reason, "reason");
        }
    }

    /**
     * The value of an attribute.
     *
     * @param value a String, Long, BigDecimal, Boolean, LocalDate or Instant
     */
    public record Assigned(Object value, String rule) {
        public Assigned {
            requireNonNull(value, "value");
            requireNonNull(rule, "rule");
        }
    }

    /** A rule that failed for this contact; line 0 and no rule when the rule isn't known. */
    public record RuleError(String file, int line, String rule, String message) {
        public RuleError {
            requireNonNull(file, "file");
            requireNonNull(rule, "rule");
            requireNonNull(message, "message");
        }
    }

    public Decision {
        requireNonNull(scope, "scope");
        denials = List.copyOf(denials);
        attributes = FrozenMap.copyOf(attributes);
        consents = FrozenMap.copyOf(consents);
        consentRules = FrozenMap.copyOf(consentRules);
        errors = List.copyOf(errors);
    }

    /** A decision without the names of the rules that opted in. */
    public Decision(
            Scope scope,
            List<Denial> denials,
            Map<String, Assigned> attributes,
            boolean attributesKnown,
            Map<ManagedConsent, Answer> consents,
            List<RuleError> errors) {
        this(scope, denials, attributes, attributesKnown, consents, Map.of(), errors);
    }
}
