package dev.kith.engine.rules;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong with a rule set, so that all of it is told at once. */
final class Problems {

    private static final int MOST = 200;
    private static final int LONGEST = 1_000;
    private static final int LONGEST_NAME = 200;

    private final Set<RuleProblem> found = new LinkedHashSet<>();

    void add(String file, int line, String rule, String message) {
        if (found.size() < MOST) {
            found.add(new RuleProblem(file, line, cut(rule, LONGEST_NAME), cut(message, LONGEST)));
        }
    }

    void add(String file, int line, String message) {
        add(file, line, "", message);
    }

    /** A problem quotes what somebody wrote, which may be very long. */
    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length) + " ...";
    }

    boolean none() {
        return found.isEmpty();
    }

    int count() {
        return found.size();
    }

    List<RuleProblem> all() {
        return List.copyOf(found);
    }
}
