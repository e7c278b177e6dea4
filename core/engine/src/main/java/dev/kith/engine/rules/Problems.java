package dev.kith.engine.rules;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a rule set, so that all of it is told at once. */
final class Problems {

    private final List<RuleProblem> found = new ArrayList<>();

    void add(String file, int line, String rule, String message) {
        RuleProblem problem = new RuleProblem(file, line, rule, message);
        if (!found.contains(problem)) {
            found.add(problem);
        }
    }

    void add(String file, int line, String message) {
        add(file, line, "", message);
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
