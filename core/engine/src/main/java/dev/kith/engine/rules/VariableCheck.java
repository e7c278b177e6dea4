package dev.kith.engine.rules;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.BinaryExpr;
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
    private static final int MOST_PARTS_OF_RULE = 2_000;
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
    private final boolean mvel;
    private final BiConsumer<Node, String> problems;

    /** @param taken the names that stand for something already */
    VariableCheck(Set<String> taken, boolean mvel, BiConsumer<Node, String> problems) {
        this.taken.addAll(taken);
        this.mvel = mvel;
        this.problems = problems;
    }

    void check(BlockStmt action) {
        List<VariableDeclarator> declared = action.findAll(VariableDeclarator.class);
        if (declared.size() > MOST_VARIABLES) {
            problems.accept(action, "A rule has at most 10 variables. Split the rule.");
            return;
        }
        declared.forEach(this::variable);
        action.findAll(Expression.class, VariableCheck::isWhole).forEach(this::bounded);
        int all = action.findAll(NameExpr.class).stream().mapToInt(this::size).sum();
        if (all > MOST_PARTS_OF_RULE) {
            problems.accept(action, "The texts of this rule are put together from too many parts. Split the rule.");
        }
    }

    /** Whether it is no part of another one. */
    private static boolean isWhole(Expression value) {
        return value.getParentNode()
                .filter(parent -> parent instanceof Expression)
                .isEmpty();
    }

    private void variable(VariableDeclarator variable) {
        String name = variable.getNameAsString();
        if (taken.contains(name) || Vocabulary.FUNCTIONS.contains(name) || !Vocabulary.isVariable(name)) {
            problems.accept(variable, "\"" + name + "\" can't be the name of a variable here. Choose another one.");
        }
        String type = variable.getTypeAsString().replace("java.lang.", "");
        if (!TYPES.contains(type)) {
            problems.accept(variable, "A variable can't be a \"" + type + "\". Write: " + example(name));
        } else if (mvel && type.equals("var")) {
            problems.accept(
                    variable, "With dialect \"mvel\" the type of a variable is written out. Write: " + example(name));
        }
        variable.getInitializer().ifPresent(value -> parts.merge(name, bounded(value), Math::max));
    }

    private String example(String name) {
        return (mvel ? "String " : "var ") + name + " = ...;";
    }

    private int bounded(Expression value) {
        int size = size(value);
        if (size > MOST_PARTS) {
            problems.accept(value, "A text is put together from more than 200 parts here. Make it shorter.");
        }
        return size;
    }

    /** How many parts the longest text is made of that a value needs, those of its variables counted each time. */
    private int size(Node value) {
        if (value instanceof NameExpr name) {
            return parts.getOrDefault(name.getNameAsString(), 1);
        }
        boolean joined = value instanceof MethodCallExpr
                || (value instanceof BinaryExpr binary && binary.getOperator() == BinaryExpr.Operator.PLUS);
        int size = joined ? 0 : 1;
        for (Node child : value.getChildNodes()) {
            int part = child instanceof Expression ? size(child) : 0;
            size = Math.min(MOST_PARTS + 1, joined ? size + part : Math.max(size, part));
        }
        return Math.max(1, size);
    }
}
