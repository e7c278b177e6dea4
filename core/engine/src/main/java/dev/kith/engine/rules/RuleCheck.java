package dev.kith.engine.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.AttributeDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.RuleDescr;

/** The syntax-tree allow-list: a rule is a safe name, a few attributes, one pattern on the contact, and a plain action. */
final class RuleCheck {

    static final String NAME_CHARACTERS = "letters, digits, spaces and ' , . - _ ( ) / & : + only, at most 120.";
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{M}\\p{Nd}\\p{Pd} ',.()/&:+_]{1,120}");
    private static final Pattern GROUP = Pattern.compile("[\\p{L}\\p{Nd} _-]{1,60}");
    private static final int MOST_CONDITIONS = 50;
    private static final Set<String> DIALECTS = Set.of("java", "mvel");
    private static final Map<String, String> ELEMENTS = Map.of(
            "NotDescr", "\"not\"",
            "ExistsDescr", "\"exists\"",
            "ForallDescr", "\"forall\"",
            "EvalDescr", "\"eval\"",
            "AccumulateDescr", "\"accumulate\"",
            "OrDescr", "\"or\" between patterns",
            "NamedConsequenceDescr", "\"do\"",
            "ConditionalBranchDescr", "\"if\"");

    private final ParsedRule rule;
    private final Schema schema;
    private final Problems problems;
    private final UsesFound uses = new UsesFound();

    private RuleCheck(ParsedRule rule, Schema schema, Problems problems) {
        this.rule = rule;
        this.schema = schema;
        this.problems = problems;
    }

    /** What the rule uses; adds what is not allowed or unknown in it. */
    static Uses check(ParsedRule rule, Schema schema, Problems problems) {
        RuleCheck check = new RuleCheck(rule, schema, problems);
        check.head();
        check.pattern().ifPresent(check::body);
        return check.uses.all();
    }

    /** Whether a rule can have this name: it gets into generated code. */
    static boolean isName(String name) {
        return NAME.matcher(name).matches() && !name.contains("*/") && !name.contains("//");
    }

    private void head() {
        RuleDescr tree = rule.tree();
        if (!isName(tree.getName())) {
            problem("The name may have " + NAME_CHARACTERS);
        }
        if (tree.getParentName() != null) {
            problem("\"extends\" is not allowed. Repeat the conditions of the other rule.");
        }
        if (!tree.getNamedConsequences().isEmpty()) {
            problem("A named \"then\" is not allowed. Write two rules.");
        }
        if (!tree.getAnnotationNames().isEmpty()) {
            problem("An annotation (@" + tree.getAnnotationNames().iterator().next()
                    + ") is not allowed. Take it out.");
        }
        tree.getAttributes().values().forEach(this::attribute);
    }

    private void attribute(AttributeDescr attribute) {
        String value = String.valueOf(attribute.getValue());
        switch (attribute.getName()) {
            case "dialect" ->
                require(DIALECTS.contains(value), "The dialect is \"java\" or \"mvel\", not \"" + value + "\".");
            case "no-loop" -> require(value.equals("true") || value.equals("false"), "no-loop is true or false.");
            case "activation-group" -> group(value);
            default ->
                problem("\"" + attribute.getName() + "\" is not allowed: a decision does not depend on order or time."
                        + " Take it out.");
        }
    }

    private void group(String value) {
        require(
                rule.kind() != RuleKind.CONSENT,
                "activation-group is not allowed for consents: a rule it silences would read as a withdrawal. Take it"
                        + " out.");
        require(
                GROUP.matcher(value).matches(),
                "The name of an activation-group has letters, digits, spaces, - and _ only.");
    }

    private Optional<PatternDescr> pattern() {
        List<PatternDescr> patterns = new ArrayList<>();
        for (BaseDescr element : rule.tree().getLhs().getDescrs()) {
            if (element instanceof PatternDescr pattern) {
                if (pattern.getSource() != null || !pattern.getBehaviors().isEmpty() || pattern.isUnification()) {
                    problem(
                            line(pattern),
                            "\"from\", \"accumulate\", \"over\" and \":=\" are not allowed. Write: contact : Contact("
                                    + " ... )");
                    return Optional.empty();
                }
                patterns.add(pattern);
            } else {
                String kind = element.getClass().getSimpleName();
                problem(
                        line(element),
                        ELEMENTS.getOrDefault(kind, "This") + " is not allowed between \"when\" and \"then\"."
                                + " Write one pattern: contact : Contact( ... )");
                return Optional.empty();
            }
        }
        if (patterns.size() != 1) {
            problem("A rule looks at exactly one contact, this one has " + patterns.size()
                    + " patterns. Write: contact : Contact( ... )");
            return Optional.empty();
        }
        return Optional.of(patterns.get(0)).filter(this::isContact);
    }

    private boolean isContact(PatternDescr pattern) {
        if (!"Contact".equals(pattern.getObjectType())) {
            problem(
                    line(pattern),
                    "\"" + (pattern.getObjectType() == null ? "/" : pattern.getObjectType())
                            + "\" is unknown: rules look at Contact. Write:" + " contact : Contact( ... )");
            return false;
        }
        if (!pattern.getAnnotationNames().isEmpty() || pattern.isQuery()) {
            problem(line(pattern), "An annotation or ? is not allowed at the pattern. Write: contact : Contact( ... )");
            return false;
        }
        if (pattern.getIdentifier() != null && !Vocabulary.isVariable(pattern.getIdentifier())) {
            problem(
                    line(pattern),
                    "\"" + pattern.getIdentifier()
                            + "\" can't be the name of the contact: it begins with a small letter"
                            + " and has letters and digits only. Write: contact : Contact( ... )");
            return false;
        }
        if (pattern.getIdentifier() == null) {
            problem(line(pattern), "The contact needs a name for the action. Write: contact : Contact( ... )");
            return false;
        }
        return true;
    }

    private void body(PatternDescr pattern) {
        String contact = pattern.getIdentifier();
        LabelUse labels = new LabelUse(schema, uses);
        ConstraintCheck constraints = new ConstraintCheck(rule, contact, schema, uses, labels, problems);
        if (pattern.getDescrs().size() > MOST_CONDITIONS) {
            problem("A rule has at most 50 conditions. Split the rule.");
            return;
        }
        for (BaseDescr constraint : pattern.getDescrs()) {
            if (constraint instanceof ExprConstraintDescr expression
                    && expression.getType() == ExprConstraintDescr.Type.POSITIONAL) {
                problem(line(constraint), "\";\" is not allowed between the parentheses. Write a comma, or nothing.");
            } else if (constraint instanceof ExprConstraintDescr) {
                constraints.check(constraint.getText(), line(constraint));
            } else {
                problem(line(constraint), "This condition is not allowed. Compare a field, as in: city == \"Utrecht\"");
            }
        }
        new ActionCheck(rule, contact, constraints.variables(), schema, uses, labels, problems).check();
    }

    private int line(BaseDescr element) {
        return element.getLine() > 0 ? element.getLine() : rule.source().line();
    }

    private void require(boolean right, String message) {
        if (!right) {
            problem(message);
        }
    }

    private void problem(String message) {
        rule.problem(problems, message);
    }

    private void problem(int line, String message) {
        rule.problem(problems, line, message);
    }
}
