package dev.kith.web.rest;

import dev.kith.engine.rules.Decision;
import dev.kith.engine.rules.Explanation;
import dev.kith.engine.rules.ManagedConsent;
import dev.kith.engine.rules.RuleExplanation;
import dev.kith.engine.store.RunIssue;
import dev.kith.engine.sync.ContactExplanation;
import dev.kith.web.http.Json;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Why the rules decide about a contact as they do, as REST shows it: with its values, for who asked.
 *
 * @param contactKey null for the contact of a case, which no CRM knows
 * @param contact its properties in rules
 * @param rules conditions, mappings, consents, each in the order of its file
 * @param write null for the contact of a case
 */
public record ExplanationJson(
        @Nullable String contactKey,
        String ruleSetVersion,
        String scope,
        List<FactJson> contact,
        List<RuleJson> rules,
        List<ConsentJson> consents,
        List<Decision.RuleError> errors,
        @Nullable WriteJson write) {
    public ExplanationJson {
        contact = List.copyOf(contact);
        rules = List.copyOf(rules);
        consents = List.copyOf(consents);
        errors = List.copyOf(errors);
    }

    static ExplanationJson of(ContactExplanation contact) {
        return of(contact.contactKey(), contact.explanation(), WriteJson.of(contact));
    }

    /** Of a contact that no CRM knows. */
    public static ExplanationJson of(Explanation explanation) {
        return of(null, explanation, null);
    }

    private static ExplanationJson of(@Nullable String contactKey, Explanation explanation, @Nullable WriteJson write) {
        Decision decision = explanation.decision();
        return new ExplanationJson(
                contactKey,
                explanation.version(),
                Json.word(decision.scope()),
                FactJson.of(explanation.facts()),
                explanation.rules().stream().map(RuleJson::of).toList(),
                consents(decision),
                decision.errors(),
                write);
    }

    /** A property of the contact; without {@code value} when it has none. */
    public record FactJson(String property, @Nullable Object value) {
        static List<FactJson> of(List<Explanation.Fact> facts) {
            return facts.stream()
                    .map(fact -> new FactJson(
                            fact.property(), fact.value().map(FactJson::value).orElse(null)))
                    .toList();
        }

        private static Object value(Object value) {
            return value instanceof List<?> list
                    ? list.stream().map(ExplanationJson::text).toList()
                    : text(value);
        }
    }

    /**
     * What one rule says.
     *
     * @param whyNot the first condition that isn't met, of a rule that did not fire
     */
    public record RuleJson(
            String kind,
            String file,
            int line,
            String name,
            String outcome,
            List<ConditionJson> conditions,
            @Nullable ConditionJson whyNot,
            List<String> denials,
            Map<String, String> attributes,
            List<ConsentJson> optIns,
            List<FactJson> facts) {
        public RuleJson {
            conditions = List.copyOf(conditions);
            denials = List.copyOf(denials);
            attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
            optIns = List.copyOf(optIns);
            facts = List.copyOf(facts);
        }

        static RuleJson of(RuleExplanation rule) {
            Map<String, String> attributes = new LinkedHashMap<>();
            rule.attributes().forEach((name, value) -> attributes.put(name, text(value)));
            return new RuleJson(
                    Json.word(rule.rule().kind()),
                    rule.rule().file(),
                    rule.rule().line(),
                    rule.rule().name(),
                    Json.word(rule.outcome()),
                    rule.conditions().stream().map(ConditionJson::of).toList(),
                    rule.whyNot().map(ConditionJson::of).orElse(null),
                    rule.reasons(),
                    attributes,
                    rule.consents().stream()
                            .map(consent -> ConsentJson.of(
                                    consent, "opt-in", rule.rule().name()))
                            .toList(),
                    FactJson.of(rule.facts()));
        }
    }

    public record ConditionJson(String text, int line, String truth, String wanted, List<FactJson> found) {
        public ConditionJson {
            found = List.copyOf(found);
        }

        static ConditionJson of(Explanation.Condition condition) {
            return new ConditionJson(
                    condition.text(),
                    condition.line(),
                    Json.word(condition.truth()),
                    condition.wanted(),
                    FactJson.of(condition.found()));
        }
    }

    public record ConsentJson(
            String subscription,
            String channel,
            String answer,
            @Nullable String rule) {
        static ConsentJson of(ManagedConsent consent, String answer, @Nullable String rule) {
            return new ConsentJson(consent.subscription(), Json.word(consent.channel()), answer, rule);
        }
    }

    /**
     * What would be written now.
     *
     * @param known whether the contact was evaluated before
     * @param lastDelivered what the profile has from us, by attribute
     */
    public record WriteJson(
            boolean known,
            boolean writes,
            Map<String, String> lastDelivered,
            List<DifferenceJson.ChangeJson> changes,
            List<RunIssue> issues) {
        public WriteJson {
            lastDelivered = Collections.unmodifiableMap(new TreeMap<>(lastDelivered));
            changes = List.copyOf(changes);
            issues = List.copyOf(issues);
        }

        static WriteJson of(ContactExplanation contact) {
            return new WriteJson(
                    contact.known(),
                    contact.writes(),
                    contact.delivered(),
                    contact.changes().stream()
                            .map(DifferenceJson.ChangeJson::of)
                            .toList(),
                    contact.issues());
        }
    }

    private static List<ConsentJson> consents(Decision decision) {
        return decision.consents().entrySet().stream()
                .map(entry -> ConsentJson.of(
                        entry.getKey(),
                        Json.word(entry.getValue()),
                        decision.consentRules().get(entry.getKey())))
                .sorted(Comparator.comparing(ConsentJson::subscription).thenComparing(ConsentJson::channel))
                .toList();
    }

    private static String text(Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }
}
