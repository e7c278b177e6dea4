package dev.kith.engine.rules;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.PatternDescr;

/**
 * A condition of a simple shape: a field, and values it is or is not, or holds or does not hold.
 *
 * @param values as written, texts with their quotes
 */
record Comparison(String field, Kind kind, Set<String> values) {

    enum Kind {
        IS,
        IS_NOT,
        HAS,
        HAS_NOT
    }

    Comparison {
        values = Set.copyOf(values);
    }

    /** Those of a rule's conditions that have a simple shape. */
    static List<Comparison> of(ParsedRule rule) {
        return conditions(rule).stream()
                .map(condition -> of(Token.of(condition.getText(), condition.getLine())))
                .flatMap(Optional::stream)
                .toList();
    }

    /** What a rule has between the parentheses, divided by commas. */
    static List<? extends BaseDescr> conditions(ParsedRule rule) {
        return rule.tree().getLhs().getDescrs().stream()
                .filter(PatternDescr.class::isInstance)
                .flatMap(pattern -> ((PatternDescr) pattern).getDescrs().stream())
                .toList();
    }

    static Optional<Comparison> of(List<Token> tokens) {
        List<Token> rest = new ArrayList<>(tokens);
        boolean named = rest.size() > 2 && rest.get(1).is(":");
        List<Token> plain = named ? rest.subList(2, rest.size()) : rest;
        if (plain.size() < 3 || plain.get(0).kind() != Token.Kind.NAME) {
            return Optional.empty();
        }
        boolean not = plain.get(1).is("not");
        Token sign = plain.get(not ? 2 : 1);
        List<Token> values = plain.subList(not ? 3 : 2, plain.size());
        return kind(sign, not)
                .filter(kind -> areValues(values, sign.is("in")))
                .map(kind -> new Comparison(plain.get(0).text(), kind, texts(values)));
    }

    private static Optional<Kind> kind(Token sign, boolean not) {
        return switch (sign.text()) {
            case "==" -> Optional.of(Kind.IS);
            case "!=" -> Optional.of(Kind.IS_NOT);
            case "in" -> Optional.of(not ? Kind.IS_NOT : Kind.IS);
            case "contains" -> Optional.of(not ? Kind.HAS_NOT : Kind.HAS);
            default -> Optional.empty();
        };
    }

    private static boolean areValues(List<Token> tokens, boolean list) {
        return (list || tokens.size() == 1)
                && tokens.stream().allMatch(token -> isValue(token) || (list && isListSign(token)));
    }

    private static boolean isListSign(Token token) {
        return token.is("(") || token.is(",") || token.is(")");
    }

    private static boolean isValue(Token token) {
        return token.kind() == Token.Kind.TEXT
                || token.kind() == Token.Kind.NUMBER
                || token.is("null")
                || token.is("true")
                || token.is("false");
    }

    private static Set<String> texts(List<Token> tokens) {
        Set<String> texts = new HashSet<>();
        tokens.stream().filter(Comparison::isValue).forEach(token -> texts.add(token.text()));
        return texts;
    }

    Comparison negated() {
        return new Comparison(
                field,
                switch (kind) {
                    case IS -> Kind.IS_NOT;
                    case IS_NOT -> Kind.IS;
                    case HAS -> Kind.HAS_NOT;
                    case HAS_NOT -> Kind.HAS;
                },
                values);
    }

    /** What is asked of the field: {@code one of "A", "B"}. */
    String inWords() {
        boolean one = values.size() == 1;
        String what = values.stream().sorted().collect(Collectors.joining(", "));
        boolean none = one && values.contains("null");
        return switch (kind) {
            case IS -> none ? "no value" : one ? what : "one of " + what;
            case IS_NOT -> none ? "a value" : one ? "not " + what : "none of " + what;
            case HAS -> "holds " + what;
            case HAS_NOT -> "does not hold " + what;
        };
    }

    /** Whether no contact can meet both. */
    boolean excludes(Comparison other) {
        if (!field.equals(other.field)) {
            return false;
        }
        boolean bothAre = kind == Kind.IS && other.kind == Kind.IS;
        return (bothAre && Collections.disjoint(values, other.values)) || opposes(other) || other.opposes(this);
    }

    private boolean opposes(Comparison other) {
        boolean opposite =
                (kind == Kind.IS && other.kind == Kind.IS_NOT) || (kind == Kind.HAS && other.kind == Kind.HAS_NOT);
        return opposite && other.values.containsAll(values);
    }
}
