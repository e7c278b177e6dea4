package dev.kith.engine.rules;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Says of a word in a rule that means nothing there what its author may have meant. */
final class UnknownWord {

    private static final Set<String> COMPARING = Set.of("==", "!=", "<", ">", "<=", ">=", "contains");
    private static final Set<String> SMALL = Set.of("true", "false", "null");
    private static final Set<String> CLOCKS = Set.of("now", "today", "age", "sysdate", "currentdate", "current_date");

    private UnknownWord() {}

    /** A word of a condition that is no field. */
    static String field(String word, Token before, Schema schema) {
        String small = word.toLowerCase(Locale.ROOT);
        if (SMALL.contains(small)) {
            return "\"" + word + "\" is written in small letters: " + small;
        }
        if (CLOCKS.contains(small)) {
            return noClock(word);
        }
        List<String> known = schema.properties().stream().map(Property::name).toList();
        Optional<String> near = Suggestion.nearest(word, known);
        boolean value = COMPARING.contains(before.text());
        String advice = near.map(found -> " Did you mean " + found + "?")
                .orElse(value ? " If it is a text, write it in quotes: \"" + word + "\"" : "");
        return "The contact has no field \"" + word + "\"." + advice;
    }

    /** A word before parentheses in a condition that is no helper. */
    static String helper(String word, Schema schema) {
        if (isClock(word)) {
            return noClock(word);
        }
        String advice = Vocabulary.METHODS.contains(word) && !word.equals("isEmpty")
                ? " Write: field." + word + "( ... )"
                : schema.properties().stream()
                        .filter(property -> property.getter().equals(word))
                        .findFirst()
                        .map(property -> " Write: " + property.name())
                        .orElseGet(() -> Suggestion.text(word, Vocabulary.FUNCTIONS));
        return "There is no helper \"" + word + "\"." + advice;
    }

    static boolean isClock(String word) {
        return CLOCKS.contains(word.toLowerCase(Locale.ROOT));
    }

    static String noClock(String word) {
        return "\"" + word
                + "\" is unknown: rules don't know today's date. Compare with a fixed one, as in: birthDate <"
                + " date(\"2000-01-31\")";
    }

    /** @param text with its quotes */
    static String noDate(String text) {
        return text + " is no date. Write it as in date(\"2024-01-31\").";
    }
}
