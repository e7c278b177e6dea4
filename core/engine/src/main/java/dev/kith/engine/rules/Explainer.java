package dev.kith.engine.rules;

import dev.kith.engine.rules.Explanation.Condition;
import dev.kith.engine.rules.Explanation.Truth;
import dev.kith.engine.rules.RuleExplanation.Outcome;
import dev.kith.spi.Contact;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.drools.drl.ast.descr.BaseDescr;

/** Explains the decisions of one rule set. What it has to compile for that is compiled at the first question, and kept. */
final class Explainer implements AutoCloseable {

    private final RuleSet rules;
    private final RuleSetText text;
    private final Map<RuleKind, PrefixRules> prefixes = new EnumMap<>(RuleKind.class);
    private boolean closed;

    Explainer(RuleSet rules, RuleSetText text) {
        this.rules = rules;
        this.text = text;
    }

    Explanation explain(Contact contact) {
        RuleSet.Evaluation evaluation = rules.evaluate(contact);
        ContactValues values = new ContactValues(text.schema(), contact);
        List<RuleExplanation> explained = new ArrayList<>();
        for (ParsedFile file : text.files()) {
            Optional<Set<String>> met = asked(file.source().kind(), contact, evaluation.decision())
                    ? prefixes(file).met(contact)
                    : Optional.empty();
            for (int i = 0; i < file.rules().size(); i++) {
                explained.add(one(file.rules().get(i), i, contact, evaluation, met, values));
            }
        }
        return new Explanation(rules.version(), evaluation.decision(), values.all(), explained);
    }

    private synchronized PrefixRules prefixes(ParsedFile file) {
        if (closed) {
            throw new IllegalStateException("The rule set is closed");
        }
        return prefixes.computeIfAbsent(
                file.source().kind(),
                kind -> PrefixRules.of(file.rules(), rules.files().schema()));
    }

    private static boolean asked(RuleKind kind, Contact contact, Decision decision) {
        return switch (kind) {
            case CONDITION -> true;
            case MAPPING -> decision.scope() == Decision.Scope.IN;
            case CONSENT -> decision.scope() != Decision.Scope.UNDECIDED && contact.labelsComplete();
        };
    }

    private RuleExplanation one(
            ParsedRule rule,
            int index,
            Contact contact,
            RuleSet.Evaluation evaluation,
            Optional<Set<String>> met,
            ContactValues values) {
        Decision decision = evaluation.decision();
        Outcome outcome = outcome(rule, index, contact, evaluation, met);
        Uses uses = text.uses().getOrDefault(rule.source(), new UsesFound().all());
        return new RuleExplanation(
                rule.source(),
                outcome,
                conditions(rule, outcome, failing(rule, index, met), values),
                rule.kind() == RuleKind.CONDITION ? reasons(rule, decision) : List.of(),
                rule.kind() == RuleKind.MAPPING ? attributes(rule, decision) : Map.of(),
                rule.kind() == RuleKind.CONSENT ? consents(rule, decision) : List.of(),
                values.of(uses.properties()));
    }

    private static Outcome outcome(
            ParsedRule rule, int index, Contact contact, RuleSet.Evaluation evaluation, Optional<Set<String>> met) {
        Decision decision = evaluation.decision();
        if (!asked(rule.kind(), contact, decision)) {
            return Outcome.NOT_ASKED;
        }
        List<Decision.RuleError> errors = decision.errors().stream()
                .filter(error -> error.file().equals(rule.source().file()))
                .toList();
        if (errors.stream().anyMatch(error -> error.rule().equals(rule.name()))) {
            return Outcome.FAILED;
        }
        if (evaluation.live().stream().anyMatch(live -> live.text().equals(rule.source()))) {
            return Outcome.FIRED;
        }
        if (!errors.isEmpty()) {
            return Outcome.UNKNOWN;
        }
        boolean all = failing(rule, index, met)
                .filter(first -> first == Comparison.conditions(rule).size())
                .isPresent();
        return all ? Outcome.SILENCED : Outcome.NOT_MET;
    }

    /** The place of the first condition that is not met, for a rule that did not fire; empty when it can't be told. */
    private static Optional<Integer> failing(ParsedRule rule, int index, Optional<Set<String>> met) {
        return PrefixRules.isPlain(rule) ? Optional.of(0) : met.map(names -> PrefixRules.length(rule, index, names));
    }

    private static List<Condition> conditions(
            ParsedRule rule, Outcome outcome, Optional<Integer> failing, ContactValues values) {
        List<? extends BaseDescr> written = Comparison.conditions(rule);
        List<Condition> conditions = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            List<Token> tokens =
                    Token.of(written.get(i).getText(), written.get(i).getLine());
            conditions.add(new Condition(
                    written.get(i).getText().strip(),
                    Math.max(rule.source().line(), written.get(i).getLine()),
                    truth(i, outcome, failing),
                    Comparison.of(tokens)
                            .map(Comparison::inWords)
                            .orElse(written.get(i).getText().strip()),
                    values.of(names(tokens))));
        }
        return conditions;
    }

    private static Truth truth(int place, Outcome outcome, Optional<Integer> failing) {
        return switch (outcome) {
            case FIRED, SILENCED -> Truth.MET;
            case NOT_ASKED, FAILED, UNKNOWN -> Truth.UNKNOWN;
            case NOT_MET ->
                failing.map(first -> place < first ? Truth.MET : place == first ? Truth.NOT_MET : Truth.NOT_REACHED)
                        .orElse(Truth.UNKNOWN);
        };
    }

    private static Set<String> names(List<Token> tokens) {
        return tokens.stream()
                .filter(token -> token.kind() == Token.Kind.NAME)
                .map(Token::text)
                .collect(Collectors.toSet());
    }

    private static List<String> reasons(ParsedRule rule, Decision decision) {
        return decision.denials().stream()
                .filter(denial -> denial.rule().equals(rule.name()))
                .map(Decision.Denial::reason)
                .toList();
    }

    private static Map<String, Object> attributes(ParsedRule rule, Decision decision) {
        return decision.attributes().entrySet().stream()
                .filter(attribute -> attribute.getValue().rule().equals(rule.name()))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, attribute -> attribute.getValue().value()));
    }

    private static List<ManagedConsent> consents(ParsedRule rule, Decision decision) {
        return decision.consentRules().entrySet().stream()
                .filter(consent -> consent.getValue().equals(rule.name()))
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public synchronized void close() {
        closed = true;
        prefixes.values().forEach(PrefixRules::close);
        prefixes.clear();
    }
}
