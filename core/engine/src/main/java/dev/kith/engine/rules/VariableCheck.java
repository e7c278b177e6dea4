package dev.kith.engine.rules;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The variables of an action: a few, of plain types, under names that hide nothing, and never a text that doubles from one
 * to the next.
 */
final class VariableCheck {

    private static final int MOST_VARIABLES = 10;
    private static final int MOST_PARTS = 200;
    private static final Set<String> TYPES = Set.of(
            "var",
            "String",
            "Object",
            "Integer",
            "Long",
            "Double",
            "Boolean",
            "int",
            "long",
            "double",
            "boolean",
            "java.math.BigDecimal",
            "java.time.LocalDate",
            "java.time.Instant",
            "java.util.List<String>");

    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> parts = new HashMap<>();
    private final BiConsumer<Node, String> problems;

    /** @param taken the names that stand for something already */
    VariableCheck(Set<String> taken, BiConsumer<Node, String> problems) {
        this.taken.addAll(taken);
        this.problems = problems;
    }

    void check(BlockStmt action) {
        List<VariableDeclarator> declared = action.findAll(VariableDeclarator.class);
        if (declared.size() > MOST_VARIABLES) {
            problems.accept(action, "A rule has at most 10 variables. Split the rule.");
            return;
        }
        declared.forEach(this::variable);
        action.findAll(MethodCallExpr.class).forEach(this::bounded);
    }

    private void variable(VariableDeclarator variable) {
        String name = variable.getNameAsString();
        if (taken.contains(name) || Vocabulary.FUNCTIONS.contains(name) || !Vocabulary.isVariable(name)) {
            problems.accept(variable, "\"" + name + "\" can't be the name of a variable here. Choose another one.");
        }
        String type = variable.getTypeAsString().replace("java.lang.", "");
        if (!TYPES.contains(type)) {
            problems.accept(variable, "A variable can't be a \"" + type + "\". Write: var " + name + " = ...;");
        }
        variable.getInitializer().ifPresent(value -> parts.merge(name, bounded(value), Math::max));
    }

    private int bounded(Expression value) {
        int size = size(value);
        if (size > MOST_PARTS) {
            problems.accept(value, "A text is put together from more than 200 parts here. Make it shorter.");
        }
        return size;
    }

    /** How many values a value is made of, those of its variables counted each time. */
    private int size(Node value) {
        if (value instanceof NameExpr name) {
            return parts.getOrDefault(name.getNameAsString(), 1);
        }
        int size = 1;
        for (Node child : value.getChildNodes()) {
            size = Math.min(MOST_PARTS + 1, size + (child instanceof Expression ? size(child) : 0));
        }
        return size;
    }
}
