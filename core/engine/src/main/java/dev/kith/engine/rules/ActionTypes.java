package dev.kith.engine.rules;

import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.ConditionalExpr;
import com.github.javaparser.ast.expr.EnclosedExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import dev.kith.engine.rules.Operand.Kind;
import java.util.HashMap;
import java.util.Map;

/** Of which kind the values of an action are, where its text shows that they are objects: == then compares which one it is. */
final class ActionTypes {

    private static final Map<String, Kind> DECLARED = Map.of(
            "String", Kind.TEXT,
            "Long", Kind.NUMBER,
            "Integer", Kind.NUMBER,
            "Double", Kind.NUMBER,
            "java.math.BigDecimal", Kind.NUMBER,
            "java.time.LocalDate", Kind.DATE,
            "java.time.Instant", Kind.MOMENT,
            "java.util.List<String>", Kind.LIST);

    private final String contact;
    private final Map<String, Kind> read = new HashMap<>();
    private final Map<String, Kind> variables = new HashMap<>();

    /** @param variables the names that the conditions gave to fields */
    ActionTypes(String contact, Schema schema, Map<String, Kind> variables) {
        this.contact = contact;
        this.variables.putAll(variables);
        for (Property property : schema.properties()) {
            Kind kind = Operand.field(property.name(), property.type()).kind();
            read.put(property.name(), kind);
            read.put(property.getter(), kind);
        }
    }

    void declared(BlockStmt action) {
        for (VariableDeclarator variable : action.findAll(VariableDeclarator.class)) {
            String type = variable.getTypeAsString().replace("java.lang.", "");
            Kind kind = type.equals("var")
                    ? variable.getInitializer().map(this::of).orElse(Kind.UNKNOWN)
                    : DECLARED.getOrDefault(type, Kind.UNKNOWN);
            variables.put(variable.getNameAsString(), kind);
        }
    }

    /** The kind of an object; UNKNOWN for what is none, or may be none. */
    Kind of(Expression value) {
        if (value instanceof EnclosedExpr enclosed) {
            return of(enclosed.getInner());
        }
        if (value instanceof NameExpr name) {
            return variables.getOrDefault(name.getNameAsString(), Kind.UNKNOWN);
        }
        if (value instanceof ConditionalExpr choice) {
            Kind first = of(choice.getThenExpr());
            return first == Kind.UNKNOWN ? of(choice.getElseExpr()) : first;
        }
        if (value instanceof BinaryExpr sum && sum.getOperator() == BinaryExpr.Operator.PLUS) {
            return of(sum.getLeft()) == Kind.TEXT || of(sum.getRight()) == Kind.TEXT ? Kind.TEXT : Kind.UNKNOWN;
        }
        if (value instanceof FieldAccessExpr access && isContact(access.getScope())) {
            return read.getOrDefault(access.getNameAsString(), Kind.UNKNOWN);
        }
        if (value instanceof MethodCallExpr call) {
            return ofCall(call);
        }
        return value.isStringLiteralExpr() ? Kind.TEXT : Kind.UNKNOWN;
    }

    private Kind ofCall(MethodCallExpr call) {
        String name = call.getNameAsString();
        if (call.getScope().isEmpty()) {
            return Operand.helper(name).kind();
        }
        if (call.getScope().filter(this::isContact).isPresent()) {
            return read.getOrDefault(name, Kind.UNKNOWN);
        }
        // The other methods answer numbers and flags that are no objects.
        return Operand.method(name).is(Kind.TEXT) ? Kind.TEXT : Kind.UNKNOWN;
    }

    /** Whether it is read from the contact itself, so that it may have no value. */
    boolean isRead(Expression value) {
        if (value instanceof MethodCallExpr call) {
            return call.getScope().filter(this::isContact).isPresent();
        }
        return value instanceof FieldAccessExpr access && isContact(access.getScope());
    }

    private boolean isContact(Expression scope) {
        return scope instanceof NameExpr name && name.getNameAsString().equals(contact);
    }
}
