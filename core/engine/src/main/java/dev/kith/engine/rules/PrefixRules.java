package dev.kith.engine.rules;

import dev.kith.spi.Contact;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.drools.drl.ast.descr.BaseDescr;

/**
 * Finds the first condition of a rule that a contact does not meet. For each rule there is one with its first condition, one
 * with its first two, and so on: compiled like any rule set, so that they are true exactly when the rule's own are.
 */
final class PrefixRules implements AutoCloseable {

    private static final int MOST_RULES = 900;
    private static final int MOST_CONDITIONS = 1_500;
    private static final int LONGEST = 250_000;

    private final Optional<RuleSet> rules;

    private PrefixRules(Optional<RuleSet> rules) {
        this.rules = rules;
    }

    /** For the rules of one file; takes a moment. Without any when there are too many. */
    static PrefixRules of(List<ParsedRule> rules, String schema) {
        StringBuilder text = new StringBuilder();
        int count = 0;
        int conditions = 0;
        for (int i = 0; i < rules.size(); i++) {
            int wanted = wanted(rules.get(i));
            count += wanted;
            conditions += wanted * (wanted + 1) / 2;
            if (count > MOST_RULES || conditions > MOST_CONDITIONS || text.length() > LONGEST) {
                return new PrefixRules(Optional.empty());
            }
            for (int length = 1; length <= wanted; length++) {
                text.append(rule(rules.get(i), i, length));
            }
        }
        if (count == 0 || text.length() > LONGEST) {
            return new PrefixRules(Optional.empty());
        }
        RuleFiles files = new RuleFiles(
                file("explain.conditions") + text, file("explain.mappings"), file("explain.consents"), schema);
        return new PrefixRules(Optional.of(RuleSets.compile(files)));
    }

    // Whether all conditions are met is known by whether the rule fired, unless another of its group did.
    private static int wanted(ParsedRule rule) {
        int all = Comparison.conditions(rule).size();
        return rule.grouped() ? all : Math.max(0, all - 1);
    }

    private static String file(String name) {
        return "package " + name + "\nimport crm.Contact\nimport static dev.kith.rules.Fn.*\n";
    }

    private static String rule(ParsedRule rule, int index, int length) {
        String conditions = Comparison.conditions(rule).stream()
                .limit(length)
                .map(BaseDescr::getText)
                .collect(Collectors.joining("\n, "));
        return "rule \"" + name(index, length) + "\"\n" + (rule.mvel() ? "dialect \"mvel\"\n" : "")
                + "when\n contact : Contact( " + conditions + "\n )\nthen\n contact.deny(\"met\");\nend\n";
    }

    private static String name(int rule, int length) {
        return rule + "." + length;
    }

    /** What a contact meets; empty when it can't be told. */
    Optional<Set<String>> met(Contact contact) {
        return rules.map(compiled -> compiled.evaluate(contact))
                .filter(evaluation -> evaluation.decision().errors().isEmpty())
                .map(evaluation ->
                        evaluation.fired().stream().map(RuleText::name).collect(Collectors.toSet()));
    }

    /**
     * How many conditions of a rule that did not fire are met, one after the other.
     *
     * @param rule its place in the file
     * @param met what {@link #met} said
     */
    static int length(ParsedRule parsed, int rule, Set<String> met) {
        int length = 0;
        while (length < wanted(parsed) && met.contains(name(rule, length + 1))) {
            length++;
        }
        return length;
    }

    /** Whether nothing needs to be compiled to tell which condition a rule fails by. */
    static boolean isPlain(ParsedRule rule) {
        return wanted(rule) == 0;
    }

    @Override
    public void close() {
        rules.ifPresent(RuleSet::close);
    }
}
