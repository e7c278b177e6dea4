package dev.kith.engine.rules;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Says in plain words what a syntax error of the rule parser is about. */
final class SyntaxAdvice {

    private static final Map<String, String> BY_FOUND = Map.ofEntries(
            Map.entry("=", "\"=\" can't be used to compare. Write == for \"is\" and != for \"is not\"."),
            Map.entry("and", "\"and\" can't be used here. Write a comma or && between two comparisons."),
            Map.entry("or", "\"or\" can't be used here. Write || between two comparisons."),
            Map.entry("is", "\"is\" can't be used to compare. Write == for \"is\" and != for \"is not\"."),
            Map.entry("equals", "\"equals\" can't be used so. Write == for \"is\", or .equals( ... )."),
            Map.entry("like", "\"like\" can't be used to compare. Write: field.contains(\"...\")"),
            Map.entry("between", "\"between\" can't be used to compare. Write: points >= 5, points <= 10"),
            Map.entry("startswith", "\"startswith\" can't be used so. Write: field.startsWith(\"...\")"),
            Map.entry("endswith", "\"endswith\" can't be used so. Write: field.endsWith(\"...\")"),
            Map.entry("contain", "\"contain\" can't be used to compare. Write: labels contains \"...\""),
            Map.entry("has", "\"has\" can't be used to compare. Write: labels contains \"...\""),
            Map.entry(
                    "not",
                    "\"not\" can't be used so. Write !=, not contains, not in ( ... ), or ! before parentheses."),
            Map.entry("in", "\"in\" needs parentheses. Write: field in (\"A\", \"B\")"),
            Map.entry("#", "A note starts with //, not with #."),
            Map.entry(";", "\";\" is not expected here. It stands after each step of an action only."),
            Map.entry("?", "\"?\" can't be used in a condition. Write two rules, or: (a && b) || (c && d)"),
            Map.entry(",", "\",\" is not expected here. Within parentheses write && between comparisons."),
            Map.entry(")", "\")\" is not expected here. It is one too many, or something is missing before it."),
            Map.entry(">", "\">\" is not expected here. Write != for \"is not\"."),
            Map.entry("<eof>", "Something is missing before the end of the file, or is too much there."),
            Map.entry("then", "A closing parenthesis is missing before \"then\"."),
            Map.entry("", "The file ends in the middle of a rule: an \"end\" or a closing parenthesis is missing."));

    private static final Map<String, String> BY_EXPECTED = Map.of(
            "expecting one of the following tokens",
            "Only rules can be here, after the package line and the imports. Found \"%s\".");

    private static final Set<String> BEGINNINGS = Set.of("rule", "package", "import");
    private static final Set<String> STRUCTURE = Set.of("rule", "when", "then", "end", "contact", "package", "import");

    private SyntaxAdvice() {}

    private static boolean isOnlyLetters(String word) {
        return word.chars().allMatch(Character::isLetter) && !word.equals("then");
    }

    /** @param found the word at which the parser stopped */
    static String about(String message, String found) {
        if (found.equals("Rule") || found.equals("RULE")) {
            return "\"" + found + "\" is written in small letters: rule \"name\"";
        }
        String small = found.toLowerCase(Locale.ROOT);
        if (found.equals("#") || (!found.isEmpty() && BY_FOUND.containsKey(small) && isOnlyLetters(found))) {
            return BY_FOUND.getOrDefault(small, "").replaceFirst("\"" + small + "\"", "\"" + found + "\"");
        }
        if (found.startsWith("\"")) {
            return "A comma or a comparison is missing before the text " + found + ".";
        }
        for (Map.Entry<String, String> entry : BY_EXPECTED.entrySet()) {
            if (message.contains(entry.getKey())) {
                return found.equals("package")
                        ? "The package line is the first one of the file. Put it above the imports."
                        : entry.getValue().formatted(found) + Suggestion.text(found, BEGINNINGS);
            }
        }
        if (BY_FOUND.containsKey(found)) {
            return BY_FOUND.getOrDefault(found, "");
        }
        if (found.isEmpty()) {
            return "The rule can't be read from here on. Look for a missing quote, comma or parenthesis before this.";
        }
        if (isOnlyLetters(found) && !STRUCTURE.contains(found)) {
            return "\"" + found
                    + "\" is not expected here. Before it a comma or && is missing, or the word doesn't belong"
                    + " here.";
        }
        return "\"" + found
                + "\" is not expected here. Look for a missing \"when\", \"then\", \"end\", comma or closing"
                + " parenthesis before it, or a comparison that doesn't exist.";
    }
}
