package dev.kith.engine.rules;

import java.util.Optional;

/**
 * Counts open brackets: the time that parsers of rules take doubles with each level. Nothing sets the count back, since a
 * word that seems to start a rule may stand within one.
 */
final class Nesting {

    private static final int DEEPEST = 10;
    private static final int DEEP = 7;
    private static final int MOST_DEEP = 40;
    private static final int DEEPEST_SQUARE = 2;
    private static final int LONGEST_CHAIN = 50;

    private int round;
    private int square;
    private int curly;
    private int deep;
    private int chain;
    private char last = ' ';

    /** Looks at the next character of code; answers what is wrong with it. */
    Optional<String> sees(char c) {
        if (Character.isWhitespace(c)) {
            return Optional.empty();
        }
        char previous = last;
        last = c;
        if ("([{)]}".indexOf(c) >= 0) {
            chain = 0;
        }
        return switch (c) {
            case '(' -> previous == ')' ? cast() : round();
            case '[' ->
                when(++square == DEEPEST_SQUARE + 1, "Square brackets are not allowed in a rule. Use a helper.");
            case '{' -> when(++curly == DEEPEST + 1, "More than 10 curly brackets are open here. Split the rule.");
            case ')', ']', '}' -> close(c);
            default -> chain(c);
        };
    }

    // The parser looks through names with dots again from each of them.
    private Optional<String> chain(char c) {
        if (c == '.' || c == '#') {
            return when(
                    ++chain == LONGEST_CHAIN + 1, "More than 50 names with dots between them stand here. Split them.");
        }
        if (c != '!' && !Character.isJavaIdentifierPart(c)) {
            chain = 0;
        }
        return Optional.empty();
    }

    private Optional<String> round() {
        round++;
        if (round >= DEEP && round <= DEEPEST && ++deep == MOST_DEEP + 1) {
            return Optional.of("The file has too many parentheses within parentheses. Make the conditions simpler.");
        }
        return when(round == DEEPEST + 1, "More than 10 parentheses are open here. Split the rule.");
    }

    // Each type between parentheses before a value doubles the time of the rule parser, too.
    private Optional<String> cast() {
        round++;
        return Optional.of("\"(\" can't follow \")\" here. Write an operator or a comma between them.");
    }

    private Optional<String> close(char c) {
        switch (c) {
            case ')' -> round = Math.max(0, round - 1);
            case ']' -> square = Math.max(0, square - 1);
            default -> curly = Math.max(0, curly - 1);
        }
        return Optional.empty();
    }

    private static Optional<String> when(boolean wrong, String message) {
        return wrong ? Optional.of(message) : Optional.empty();
    }
}
