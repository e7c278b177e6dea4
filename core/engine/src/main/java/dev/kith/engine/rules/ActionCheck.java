package dev.kith.engine.rules;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.ConditionalExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.LiteralStringValueExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.SimpleName;
import com.github.javaparser.ast.expr.UnaryExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import dev.kith.rules.Fn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Looks at every node of a rule's action: a small part of Java, calls on the contact and helpers, and nothing else. */
final class ActionCheck {

    private static final Pattern NUMBER = Pattern.compile("(0|[1-9][0-9]{0,17})([lL]|(\\.[0-9]{1,18})?[dDfF]?)");
    private static final Set<String> ANSWERS = Set.of("deny", "set", "optIn");

    private final ParsedRule rule;
    private final Schema schema;
    private final UsesFound uses;
    private final Problems problems;
    private final Set<String> known = new HashSet<>();
    private final LabelUse labels;
    private final ActionTypes types;
    private final OperatorCheck operators;
    private final NameCheck names;
    private final String contact;

    /**
     * @param named the names that the conditions gave to values
     * @param labels those that the conditions have named already
     */
    ActionCheck(
            ParsedRule rule,
            String contact,
            Map<String, Operand.Kind> named,
            Schema schema,
            UsesFound uses,
            LabelUse labels,
            Problems problems) {
        this.rule = rule;
        this.contact = contact;
        this.schema = schema;
        this.uses = uses;
        this.labels = labels;
        this.problems = problems;
        this.types = new ActionTypes(contact, schema, named);
        this.operators = new OperatorCheck(rule, schema, contact, types);
        this.names = new NameCheck(contact, schema, known);
        known.addAll(named.keySet());
    }

    void check() {
        if (rule.kind() == RuleKind.CONSENT) {
            known.addAll(Vocabulary.CHANNELS);
        }
        Optional<BlockStmt> block = new ActionReader(rule, problems).read();
        if (block.isEmpty()) {
            return;
        }
        int before = problems.count();
        Set<String> taken = new HashSet<>(known);
        taken.add(contact);
        new VariableCheck(taken, rule.mvel(), this::problem).check(block.get());
        block.get().findAll(VariableDeclarator.class).forEach(variable -> known.add(variable.getNameAsString()));
        labels.declared(block.get(), contact);
        types.declared(block.get());
        visit(block.get());
        boolean understood = problems.count() == before;
        new AnswerCheck(rule, schema, uses, problems).check(contact, block.get(), understood, this::line);
    }

    private void visit(Node node) {
        if (!ActionNodes.isAllowed(node)) {
            problem(
                    node,
                    node instanceof AssignExpr change
                            ? assigned(change)
                            : ActionNodes.word(node)
                                    + " is not allowed in a rule. Use if, helpers and calls such as: "
                                    + rule.kind().example() + ";");
            return;
        }
        if (node instanceof MethodCallExpr call) {
            call(call);
        } else if (node instanceof LiteralStringValueExpr number && !number.isStringLiteralExpr()) {
            number(number);
        } else if (node instanceof NameExpr name) {
            names.problem(name).ifPresent(message -> problem(node, message));
        } else if (node instanceof FieldAccessExpr access) {
            access(access);
        } else if (node instanceof BinaryExpr binary) {
            operators.problem(binary).ifPresent(message -> problem(node, message));
            new NullJoin(schema, types).of(binary).forEach(uses.joined::add);
        } else if (node instanceof UnaryExpr unary) {
            operators.problem(unary).ifPresent(message -> problem(node, message));
        }
        children(node).forEach(this::visit);
    }

    private String assigned(AssignExpr change) {
        if (change.getTarget() instanceof FieldAccessExpr) {
            return "A value is given by a call. Write: " + rule.kind().example() + ";";
        }
        return "Changing a variable is not allowed in a rule. Write: var "
                + (change.getTarget() instanceof NameExpr name && names.isUnknown(name)
                        ? name + " = ...;"
                        : "name = test ? one : other;");
    }

    /** A number that a person reads as Java does: 017 would be 15. */
    private void number(LiteralStringValueExpr number) {
        if (!NUMBER.matcher(number.getValue()).matches()) {
            problem(
                    number,
                    "The number " + number.getValue()
                            + " can't be used. Write it as in 10 or 12.50, with at most 18 digits.");
        }
    }

    /** What is left to look at in a node: the contact is fine as what a call is made on, and nowhere else. */
    private List<Node> children(Node node) {
        if (node instanceof MethodCallExpr call) {
            List<Node> parts = new ArrayList<>(call.getArguments());
            call.getScope().filter(scope -> !isContact(scope)).ifPresent(parts::add);
            return parts;
        }
        if (node instanceof FieldAccessExpr access) {
            return isContact(access.getScope()) ? List.of() : List.of(access.getScope());
        }
        return node.getChildNodes().stream()
                .filter(child -> !(child instanceof SimpleName))
                .toList();
    }

    private void call(MethodCallExpr call) {
        labels.asked(call, contact).flatMap(labels::note).ifPresent(message -> problem(call, message));
        String name = call.getNameAsString();
        Optional<Expression> scope = call.getScope();
        call.getTypeArguments()
                .ifPresent(types -> problem(call, "Types in < > are not allowed before a call. Take them out."));
        if (scope.isEmpty()) {
            date(call, name);
            if (!Vocabulary.FUNCTIONS.contains(name)) {
                problem(
                        call,
                        UnknownWord.isClock(name)
                                ? UnknownWord.noClock(name)
                                : "There is no helper \"" + name + "\"." + helper(name));
            }
        } else if (isContact(scope.get())) {
            contactCall(call, name);
        } else if (!Vocabulary.METHODS.contains(name) && !names.isUnknown(scope.get())) {
            String advice = Vocabulary.FUNCTIONS.contains(name)
                    ? " Write: " + name + "( ... )"
                    : Suggestion.text(name, Vocabulary.METHODS);
            problem(call, "\"." + name + "()\" can't be used in a rule." + advice);
        }
    }

    private void date(MethodCallExpr call, String name) {
        if (name.equals("date")
                && call.getArguments().size() == 1
                && call.getArgument(0).isStringLiteralExpr()) {
            String text = call.getArgument(0).asStringLiteralExpr().asString();
            if (Fn.date(text) == null) {
                problem(call, UnknownWord.noDate("\"" + text + "\""));
            }
        }
    }

    private String helper(String name) {
        if (ANSWERS.contains(name)) {
            return " Write: " + contact + "." + name + "( ... )";
        }
        boolean getter = schema.properties().stream()
                .anyMatch(property -> property.getter().equals(name));
        return getter ? " Write: " + contact + "." + name + "()" : Suggestion.text(name, Vocabulary.FUNCTIONS);
    }

    private void contactCall(MethodCallExpr call, String name) {
        if (ANSWERS.contains(name)) {
            return;
        }
        Map<String, String> getters = new TreeMap<>();
        schema.properties().forEach(property -> getters.put(property.getter(), property.name()));
        String property = getters.get(name);
        if (property != null && call.getArguments().isEmpty()) {
            uses.properties.add(property);
            return;
        }
        if (name.toLowerCase(Locale.ROOT).startsWith("optout")) {
            problem(
                    call,
                    "There is no \"" + name + "\": without its label a consent is withdrawn by itself. Take it out.");
            return;
        }
        List<String> all = new ArrayList<>(getters.keySet());
        all.add(rule.kind().answer());
        problem(call, "The contact has no \"" + name + "()\"." + Suggestion.text(name, all));
    }

    private void access(FieldAccessExpr access) {
        String name = access.getNameAsString();
        Optional<Property> property = schema.property(name);
        if (!isContact(access.getScope())) {
            problem(access, "\"." + name + "\" can't be used in a rule.");
        } else if (schema.properties().stream().anyMatch(one -> one.getter().equals(name))) {
            problem(access, "Parentheses are missing. Write: " + access + "()");
        } else if (property.isEmpty()) {
            List<String> all = schema.properties().stream().map(Property::name).toList();
            problem(access, "The contact has no field \"" + name + "\"." + Suggestion.text(name, all));
        } else if (rule.mvel() && !isLeftByMvel(access)) {
            uses.properties.add(name);
        } else {
            problem(
                    access,
                    "\"" + access + "\" can't be read so. Write: " + contact + "."
                            + property.get().getter() + "()");
        }
    }

    /** In these the MVEL compiler does not look for fields. */
    private static boolean isLeftByMvel(FieldAccessExpr access) {
        return NullJoin.isWithin(access, node -> node instanceof ConditionalExpr || node instanceof UnaryExpr);
    }

    private boolean isContact(Expression scope) {
        return scope instanceof NameExpr name && name.getNameAsString().equals(contact);
    }

    private int line(Node node) {
        return rule.actionLine() + node.getBegin().map(begin -> begin.line - 1).orElse(0);
    }

    private void problem(Node node, String message) {
        rule.problem(problems, line(node), message);
    }
}
