package dev.kith.engine.rules;

import java.util.Map;

/** Says in plain words what a syntax error of the rule parser is about. */
final class SyntaxAdvice {

    private static final Map<String, String> BY_FOUND = Map.ofEntries(
            Map.entry("=", "\"=\" can't be used to compare. Write == for \"is\" and != for \"is not\"."),
            Map.entry(">", "\">\" is not expected here. Write != for \"is not\"."),
            Map.entry("then", "A closing parenthesis is missing before \"then\"."),
            Map.entry("", "The file ends in the middle of a rule: an \"end\" or a closing parenthesis is missing."));

    private static final Map<String, String> BY_EXPECTED = Map.of(
            "expecting one of the following tokens",
            "Only rules can be here, after the package line and the imports. Found \"%s\".");

    private SyntaxAdvice() {}

    /** @param found the word at which the parser stopped */
    static String about(String message, String found) {
        for (Map.Entry<String, String> entry : BY_EXPECTED.entrySet()) {
            if (message.contains(entry.getKey())) {
                return entry.getValue().formatted(found);
            }
        }
        if (BY_FOUND.containsKey(found)) {
            return BY_FOUND.getOrDefault(found, "");
        }
        if (found.isEmpty()) {
            return "The rule can't be read from here on. Look for a missing quote, comma or parenthesis before this.";
        }
        return "\"" + found
                + "\" is not expected here. Look for a missing \"when\", \"then\", \"end\", comma or closing"
                + " parenthesis before it, or a comparison that doesn't exist.";
    }
}
