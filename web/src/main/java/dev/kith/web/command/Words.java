package dev.kith.web.command;

import dev.kith.engine.home.Problem;

/** Problems of files as lines of a terminal: {@code integrations/tribe.yaml:7: what is wrong}. */
final class Words {
    private Words() {}

    static String of(Problem problem) {
        String line = problem.line() > 0 ? ":" + problem.line() : "";
        return problem.file() + line + ": " + problem.message();
    }
}
