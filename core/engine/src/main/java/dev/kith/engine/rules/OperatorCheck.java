package dev.kith.engine.rules;

import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.UnaryExpr;
import dev.kith.spi.FieldType;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The operators of an action that do something else than they look like, or that the build would refuse without a line. */
final class OperatorCheck {

    private static final Set<String> CHANGES = Set.of("++", "--");
    private static final Set<String> SIGNS = Set.of("+", "-");
    private static final Set<String> DIVISIONS = Set.of("/", "%");
    private static final Set<String> COMPARISONS = Set.of("==", "!=");

    private final ParsedRule rule;
    private final Schema schema;
    private final String contact;

    OperatorCheck(ParsedRule rule, Schema schema, String contact) {
        this.rule = rule;
        this.schema = schema;
        this.contact = contact;
    }

    /** What is wrong with it. */
    Optional<String> problem(BinaryExpr binary) {
        String sign = binary.getOperator().asString();
        if (!rule.mvel()
                && COMPARISONS.contains(sign)
                && (binary.getLeft().isStringLiteralExpr() || binary.getRight().isStringLiteralExpr())) {
            return Optional.of("In an action " + sign
                    + " does not compare texts. Write: same(one, other), or one.equals(other)");
        }
        boolean decimals = isDecimal(binary.getLeft()) || isDecimal(binary.getRight());
        return rule.mvel() && DIVISIONS.contains(sign) && decimals
                ? Optional.of("A decimal can't be divided here. Make a whole number of it first: round( ... )")
                : Optional.empty();
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
