package dev.kith.engine.rules;

import dev.kith.spi.Contact;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts, over the cases of a rule set, which rules were asked and which fired. */
final class CoverageCount {

    private final Map<RuleKind, Integer> asked = new EnumMap<>(RuleKind.class);
    private final Map<RuleText, Integer> fired = new HashMap<>();
    private int cases;

    void add(Contact contact, RuleSet.Evaluation evaluation) {
        Decision.Scope scope = evaluation.decision().scope();
        cases++;
        count(RuleKind.CONDITION, true);
        count(RuleKind.MAPPING, scope == Decision.Scope.IN);
        count(RuleKind.CONSENT, scope != Decision.Scope.UNDECIDED && contact.labelsComplete());
        evaluation.live().forEach(rule -> fired.merge(rule.text(), 1, Integer::sum));
    }

    private void count(RuleKind kind, boolean was) {
        asked.merge(kind, was ? 1 : 0, Integer::sum);
    }

    List<RuleCoverage> of(List<RuleText> rules) {
        return rules.stream()
                .map(rule ->
                        new RuleCoverage(rule, fired.getOrDefault(rule, 0), asked.getOrDefault(rule.kind(), 0), cases))
                .toList();
    }
}
