package dev.kith.engine.rules;

import dev.kith.engine.rules.Operand.Kind;
import dev.kith.spi.FieldType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Compares the kinds of both sides of a comparison: of two kinds that never meet, Drools makes a condition that is never
 * true, or that fails for every contact. Sides it can't tell the kind of are left to the compiler.
 */
final class TypeCheck {

    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", ">", "<=", ">=");
    private static final Set<String> CALCULATIONS = Set.of("+", "-", "*");

    private final Schema schema;
    private final BiConsumer<Token, String> problems;
    private final Map<String, FieldType> named = new HashMap<>();

    TypeCheck(Schema schema, BiConsumer<Token, String> problems) {
        this.schema = schema;
        this.problems = problems;
    }

    /** A name that a rule gives to a field. */
    void named(String name, String field) {
        schema.property(field).ifPresent(property -> named.put(name, property.type()));
    }

    /** Looks at one token: at a comparison it looks at both sides. */
    void check(List<Token> tokens, int i) {
        Token sign = tokens.get(i);
        if (sign.kind() == Token.Kind.TEXT) {
            return;
        }
        if (COMPARISONS.contains(sign.text())) {
            place(tokens, i);
            compare(sign, left(tokens, i - 1), right(tokens, i + 1));
        } else if (sign.is("in")) {
            Operand left = left(tokens, at(tokens, i - 1).is("not") ? i - 2 : i - 1);
            values(tokens, i + 2, left);
        } else if (sign.is("contains") && !at(tokens, i - 1).is(".")) {
            contains(sign, left(tokens, at(tokens, i - 1).is("not") ? i - 2 : i - 1), right(tokens, i + 1));
        }
    }

    /** Where Drools leaves a comparison to Java, == asks of texts whether they are one and the same, not whether equal. */
    private void place(List<Token> tokens, int i) {
        int open = around(tokens, i);
        Token name = at(tokens, open - 1);
        if (Vocabulary.FUNCTIONS.contains(name.text()) || Vocabulary.METHODS.contains(name.text())) {
            problems.accept(
                    tokens.get(i),
                    "A comparison can't stand within " + name.text()
                            + "( ... ). Write it outside, with && or || between them.");
        } else if (follows(tokens, i)
                || isCompared(tokens, i - 1, opening(tokens, i - 1))
                || isCompared(tokens, i + 1, closing(tokens, i + 1))) {
            problems.accept(
                    tokens.get(i), "A comparison can't be compared. Write it alone, or with ! before its parentheses.");
        }
    }

    /** Whether the left side is the right one of another comparison: a == b == c. */
    private static boolean follows(List<Token> tokens, int i) {
        for (int left = i - 1; left >= 0; left--) {
            Token token = tokens.get(left);
            if (token.is(")")) {
                left = opening(tokens, left);
            } else if (token.kind() == Token.Kind.SIGN && !token.is(".") && !CALCULATIONS.contains(token.text())) {
                return COMPARISONS.contains(token.text());
            }
        }
        return false;
    }

    /** Whether one side is parentheses with a comparison in them. */
    private static boolean isCompared(List<Token> tokens, int from, int to) {
        boolean parentheses = at(tokens, from).is(")") || at(tokens, from).is("(");
        return parentheses
                && to >= 0
                && to < tokens.size()
                && tokens.subList(Math.min(from, to), Math.max(from, to)).stream()
                        .anyMatch(token -> token.kind() == Token.Kind.SIGN && COMPARISONS.contains(token.text()));
    }

    /** The parenthesis that a token stands in; -1 for none. */
    private static int around(List<Token> tokens, int from) {
        int depth = 0;
        for (int i = from; i >= 0; i--) {
            depth += tokens.get(i).is(")") ? 1 : tokens.get(i).is("(") ? -1 : 0;
            if (depth < 0) {
                return i;
            }
        }
        return -1;
    }

    private void compare(Token sign, Operand left, Operand right) {
        boolean toldElsewhere = left.field() && (right.literal() || right.field());
        if (left.known() && right.known() && left.kind() != right.kind() && !toldElsewhere) {
            problems.accept(sign, different(left, right));
        }
    }

    private void values(List<Token> tokens, int first, Operand left) {
        if (left.is(Kind.LIST)) {
            problems.accept(
                    tokens.get(first - 2),
                    "\"" + left.text() + "\" is a list. Write: " + left.text() + " contains \"...\"");
            return;
        }
        for (int i = first;
                i < tokens.size() && !tokens.get(i).is(")") && !tokens.get(i).is("(");
                i++) {
            Operand value = Operand.literal(tokens.get(i));
            if (left.known() && value.known() && left.kind() != value.kind()) {
                problems.accept(tokens.get(i), different(left, value));
                return;
            }
        }
    }

    private void contains(Token sign, Operand left, Operand right) {
        if (left.known() && !left.is(Kind.LIST) && !left.is(Kind.TEXT)) {
            problems.accept(
                    sign,
                    "\"" + left.text() + "\" is " + left.kind().words()
                            + ", and contains is for lists and texts. Write: text(" + left.text()
                            + ") contains \"...\"");
        } else if (left.known() && right.literal() && right.known() && !right.is(Kind.TEXT)) {
            problems.accept(sign, "Write the value in quotes: contains \"" + right.text() + "\"");
        }
    }

    private static String different(Operand left, Operand right) {
        return shown(left) + " is " + left.kind().words() + ", " + shown(right) + " is "
                + right.kind().words() + ". " + advice(left, right);
    }

    private static String shown(Operand side) {
        return side.literal() ? side.text() : "\"" + side.text() + "\"";
    }

    private static String advice(Operand left, Operand right) {
        Operand value = right.literal() ? right : left;
        Operand other = right.literal() ? left : right;
        if (left.is(Kind.MOMENT) && right.is(Kind.DATE)) {
            return "Write: date(" + left.text() + ")";
        }
        if (right.is(Kind.MOMENT) && left.is(Kind.DATE)) {
            return "Write: date(" + right.text() + ")";
        }
        if (left.is(Kind.LIST) || right.is(Kind.LIST)) {
            return "Write: " + (left.is(Kind.LIST) ? left : right).text() + " contains \"...\"";
        }
        if (!value.literal()) {
            return "Compare text(...) of both.";
        }
        return switch (other.kind()) {
            case TEXT -> "Write it in quotes: \"" + value.text() + "\"";
            case NUMBER -> "Write a number without quotes, as in 10 or 12.50.";
            case FLAG -> "Write true or false, without quotes.";
            default -> "Write it as in date(\"2024-01-31\").";
        };
    }

    private Operand right(List<Token> tokens, int first) {
        Token token = at(tokens, first);
        Token next = at(tokens, first + 1);
        if (next.is("(") && token.kind() == Token.Kind.NAME) {
            Token after = at(tokens, closing(tokens, first + 1) + 1);
            return goesOn(after) ? Operand.NONE : Operand.helper(token.text());
        }
        return goesOn(next) ? Operand.NONE : word(token);
    }

    private Operand left(List<Token> tokens, int last) {
        Token token = at(tokens, last);
        if (!token.is(")")) {
            return goesOn(at(tokens, last - 1)) ? Operand.NONE : word(token);
        }
        int open = opening(tokens, last);
        Token name = at(tokens, open - 1);
        Token before = at(tokens, open - 2);
        if (name.kind() != Token.Kind.NAME || CALCULATIONS.contains(before.text())) {
            return Operand.NONE;
        }
        return before.is(".") ? Operand.method(name.text()) : Operand.helper(name.text());
    }

    private Operand word(Token token) {
        if (token.kind() != Token.Kind.NAME || token.is("true") || token.is("false")) {
            return Operand.literal(token);
        }
        FieldType type = named.get(token.text());
        return type != null
                ? Operand.named(token.text(), type)
                : schema.property(token.text())
                        .map(property -> Operand.field(token.text(), property.type()))
                        .orElse(Operand.NONE);
    }

    private static boolean goesOn(Token neighbour) {
        return neighbour.is(".") || (neighbour.kind() == Token.Kind.SIGN && CALCULATIONS.contains(neighbour.text()));
    }

    private static int closing(List<Token> tokens, int open) {
        int depth = 0;
        for (int i = Math.min(open, tokens.size()); i < tokens.size(); i++) {
            depth += tokens.get(i).is("(") ? 1 : tokens.get(i).is(")") ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return tokens.size();
    }

    private static int opening(List<Token> tokens, int close) {
        int depth = 0;
        for (int i = close; i >= 0; i--) {
            depth += tokens.get(i).is(")") ? 1 : tokens.get(i).is("(") ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private static Token at(List<Token> tokens, int i) {
        return i < 0 || i >= tokens.size() ? Token.none(0) : tokens.get(i);
    }
}
