package dev.kith.engine.plugin;

import static java.util.Objects.requireNonNull;

/** Why a JAR can't be used, in words for the person who put it there. Never leaves this package. */
final class PluginRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String problem;

    PluginRefused(String problem) {
        super(problem);
        this.problem = problem;
    }

    PluginRefused(String problem, Throwable cause) {
        super(problem, requireNonNull(cause, "cause"));
        this.problem = problem;
    }

    @Override
    public String getMessage() {
        return problem;
    }
}
