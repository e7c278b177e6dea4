package dev.kith.engine.rules;

import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.UnaryExpr;
import dev.kith.engine.rules.Operand.Kind;
import dev.kith.spi.FieldType;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The operators of an action that do something else than they look like, or that the build would refuse without a line. */
final class OperatorCheck {

    private static final Set<String> CHANGES = Set.of("++", "--");
    private static final Set<String> SIGNS = Set.of("+", "-");
    private static final Set<String> DIVISIONS = Set.of("/", "%");
    private static final Set<String> SAMENESS = Set.of("==", "!=");
    private static final Set<String> ORDER = Set.of("<", ">", "<=", ">=");
    private static final Set<String> NUMERIC = Set.of("<", ">", "<=", ">=", "+", "-", "*", "/", "%");

    private final ParsedRule rule;
    private final Schema schema;
    private final String contact;
    private final ActionTypes types;

    OperatorCheck(ParsedRule rule, Schema schema, String contact, ActionTypes types) {
        this.rule = rule;
        this.schema = schema;
        this.contact = contact;
        this.types = types;
    }

    /** What is wrong with it. */
    Optional<String> problem(BinaryExpr binary) {
        String sign = binary.getOperator().asString();
        Kind left = types.of(binary.getLeft());
        Kind right = types.of(binary.getRight());
        if (SAMENESS.contains(sign) && asksWhichOne(binary, left, right)) {
            // Of two equal texts, Java says that they are two: so would a rule, for every contact.
            String what = left == Kind.TEXT || right == Kind.TEXT ? "texts" : "these values";
            return Optional.of("In an action " + sign + " does not compare " + what
                    + ". Write: same(one, other), or one.equals(other)");
        }
        if (ORDER.contains(sign) && Stream.of(left, right).anyMatch(OperatorCheck::isTime)) {
            return Optional.of("In an action " + sign + " does not compare dates. Write: one.isBefore(other), or"
                    + " one.isAfter(other)");
        }
        boolean decimal = isDecimal(binary.getLeft()) || isDecimal(binary.getRight());
        boolean joined = left == Kind.TEXT || right == Kind.TEXT;
        if (decimal && !joined && (rule.mvel() ? DIVISIONS : NUMERIC).contains(sign)) {
            return Optional.of("In an action " + sign + " can't be used with a decimal. Compare it between the"
                    + " parentheses of Contact( ... ), or make a whole number of it: round( ... )");
        }
        return Optional.empty();
    }

    private static boolean asksWhichOne(BinaryExpr binary, Kind left, Kind right) {
        if (binary.getLeft().isNullLiteralExpr() || binary.getRight().isNullLiteralExpr()) {
            return false;
        }
        boolean both = left != Kind.UNKNOWN && right != Kind.UNKNOWN && left != Kind.FLAG && right != Kind.FLAG;
        return both || left == Kind.TEXT || right == Kind.TEXT;
    }

    private static boolean isTime(Kind kind) {
        return kind == Kind.DATE || kind == Kind.MOMENT;
    }

    /** What is wrong with it. */
    Optional<String> problem(UnaryExpr unary) {
        if (CHANGES.contains(unary.getOperator().asString())) {
            return Optional.of("Changing a variable is not allowed in a rule. Declare another variable.");
        }
        boolean twice = unary.getExpression() instanceof UnaryExpr inner
                && Stream.of(unary, inner)
                        .allMatch(one -> SIGNS.contains(one.getOperator().asString()));
        return twice ? Optional.of("Two signs stand before a value here. Write one.") : Optional.empty();
    }

    private boolean isDecimal(Expression value) {
        String read = value.toString();
        return schema.properties().stream()
                .filter(property -> property.type() == FieldType.DECIMAL)
                .anyMatch(property -> read.equals(contact + "." + property.name())
                        || read.equals(contact + "." + property.getter() + "()"));
    }
}
