package dev.kith.engine.rules;

import static java.util.Objects.requireNonNull;

/**
 * One thing to correct in a rule set.
 *
 * @param file empty for the rule set as a whole
 * @param line 0 for the whole file
 * @param rule empty for none
 */
public record RuleProblem(String file, int line, String rule, String message) {
    public RuleProblem {
        requireNonNull(file, "file");
        requireNonNull(rule, "rule");
        requireNonNull(message, "message");
    }

    /** As shown to the author: {@code mappings.drl, line 12, rule "Names": ...}. */
    @Override
    public String toString() {
        if (file.isEmpty()) {
            return message;
        }
        String where = line > 0 ? file + ", line " + line : file;
        return (rule.isEmpty() ? where : where + ", rule \"" + rule + "\"") + ": " + message;
    }
}
