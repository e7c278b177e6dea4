package dev.kith.engine.rules;

import com.github.javaparser.ast.Node;
import java.util.Map;
import java.util.Set;

/** The part of Java that an action may be written in, by the kinds of JavaParser's nodes, and what the rest is called. */
final class ActionNodes {

    private static final Set<String> NODES = Set.of(
            "BlockStmt",
            "ExpressionStmt",
            "IfStmt",
            "EmptyStmt",
            "VariableDeclarationExpr",
            "VariableDeclarator",
            "NameExpr",
            "SimpleName",
            "Name",
            "MethodCallExpr",
            "StringLiteralExpr",
            "IntegerLiteralExpr",
            "LongLiteralExpr",
            "DoubleLiteralExpr",
            "BooleanLiteralExpr",
            "NullLiteralExpr",
            "BinaryExpr",
            "EnclosedExpr",
            "ConditionalExpr",
            "ClassOrInterfaceType",
            "PrimitiveType",
            "VarType",
            "UnaryExpr",
            "FieldAccessExpr",
            "LineComment",
            "BlockComment",
            "TraditionalJavadocComment");
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("WhileStmt", "A loop (while)"),
            Map.entry("DoStmt", "A loop (do)"),
            Map.entry("ForStmt", "A loop (for)"),
            Map.entry("ForEachStmt", "A loop (for)"),
            Map.entry("TryStmt", "\"try\""),
            Map.entry("ObjectCreationExpr", "\"new\""),
            Map.entry("ArrayCreationExpr", "An array"),
            Map.entry("ArrayAccessExpr", "An array"),
            Map.entry("LambdaExpr", "A lambda (->)"),
            Map.entry("MethodReferenceExpr", "\"::\""),
            Map.entry("ClassExpr", "\".class\""),
            Map.entry("CastExpr", "A cast"),
            Map.entry("ThrowStmt", "\"throw\""),
            Map.entry("ReturnStmt", "\"return\""),
            Map.entry("SwitchStmt", "\"switch\""),
            Map.entry("SwitchExpr", "\"switch\""),
            Map.entry("CharLiteralExpr", "A single-quoted text"),
            Map.entry("TextBlockLiteralExpr", "A text block"),
            Map.entry("SynchronizedStmt", "\"synchronized\""),
            Map.entry("Modifier", "\"final\""),
            Map.entry("LocalClassDeclarationStmt", "A class"));

    private ActionNodes() {}

    static boolean isAllowed(Node node) {
        return NODES.contains(kind(node));
    }

    /** What a node that isn't allowed is called in a message, to begin a sentence. */
    static String word(Node node) {
        return WORDS.getOrDefault(kind(node), "This");
    }

    private static String kind(Node node) {
        return node.getClass().getSimpleName();
    }
}
