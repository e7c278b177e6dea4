package dev.kith.engine.rules;

import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Notes the opt-in labels that a rule names, wherever it does: one that the CRM doesn't have would never be found. */
final class LabelUse {

    private static final Set<String> FIELDS = Set.of("labels", "allLabels");
    private static final Set<String> READ = Set.of(".labels", ".allLabels", ".getLabels()", ".getAllLabels()");
    private static final Set<String> ASKING = Set.of("contains", "indexOf");

    private final Schema schema;
    private final UsesFound uses;
    private final Set<String> names = new HashSet<>(FIELDS);

    LabelUse(Schema schema, UsesFound uses) {
        this.schema = schema;
        this.uses = uses;
    }

    /** Whether a word of a condition stands for the labels. */
    boolean isLabels(Token word) {
        return names.contains(word.text());
    }

    /** A name that a rule gives to a value: it stands for the labels too, when that is what the value is. */
    void named(String name, Token value) {
        if (isLabels(value)) {
            names.add(name);
        }
    }

    /** Notes the label; answers what is wrong with it. */
    Optional<String> note(String label) {
        uses.labels.add(label);
        return schema.label(label).isPresent()
                ? Optional.empty()
                : Optional.of("The CRM has no opt-in label \"" + label + "\"."
                        + Suggestion.oneOf(label, schema.labelNames()));
    }

    /** The variables of an action that are the labels. */
    void declared(BlockStmt action, String contact) {
        for (VariableDeclarator variable : action.findAll(VariableDeclarator.class)) {
            if (variable.getInitializer()
                    .filter(value -> isLabels(value, contact))
                    .isPresent()) {
                names.add(variable.getNameAsString());
            }
        }
    }

    /** The label that a call in an action asks for. */
    Optional<String> asked(MethodCallExpr call, String contact) {
        boolean asks = ASKING.contains(call.getNameAsString())
                && call.getScope().filter(scope -> isLabels(scope, contact)).isPresent()
                && call.getArguments().size() == 1;
        return asks
                ? Optional.of(call.getArgument(0))
                        .filter(Expression::isStringLiteralExpr)
                        .map(label -> label.asStringLiteralExpr().asString())
                : Optional.empty();
    }

    private boolean isLabels(Expression value, String contact) {
        if (value instanceof NameExpr name) {
            return !FIELDS.contains(name.getNameAsString()) && names.contains(name.getNameAsString());
        }
        String read = value.toString();
        return READ.stream().anyMatch(labels -> read.equals(contact + labels));
    }
}
