package dev.kith.engine.rules;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.ConditionalExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.stmt.IfStmt;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Finds the fields that an action joins to a text by + without a test: one without a value would be the word null. */
final class NullJoin {

    private final Schema schema;
    private final ActionTypes types;

    NullJoin(Schema schema, ActionTypes types) {
        this.schema = schema;
        this.types = types;
    }

    /** The properties that this sum joins so. */
    Stream<String> of(BinaryExpr sum) {
        boolean text = sum.getOperator() == BinaryExpr.Operator.PLUS && types.of(sum) == Operand.Kind.TEXT;
        if (!text || isWithin(sum, node -> node instanceof ConditionalExpr || node instanceof IfStmt)) {
            return Stream.empty();
        }
        return Stream.of(sum.getLeft(), sum.getRight()).filter(types::isRead).flatMap(this::property);
    }

    private Stream<String> property(Expression read) {
        String name = read instanceof MethodCallExpr call
                ? call.getNameAsString()
                : read.asFieldAccessExpr().getNameAsString();
        return schema.properties().stream()
                .filter(property ->
                        property.getter().equals(name) || property.name().equals(name))
                .map(Property::name);
    }

    static boolean isWithin(Node node, Predicate<Node> kind) {
        Optional<Node> around = node.getParentNode();
        while (around.isPresent() && !kind.test(around.get())) {
            around = around.get().getParentNode();
        }
        return around.isPresent();
    }
}
