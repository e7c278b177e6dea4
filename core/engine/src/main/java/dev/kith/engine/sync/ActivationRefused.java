package dev.kith.engine.sync;

import java.util.List;
import java.util.stream.Stream;

/** A rule set that isn't activated; the active one stays. The message says why. */
public final class ActivationRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    ActivationRefused(String message, List<String> problems) {
        super(message);
        this.problems = List.copyOf(problems);
    }

    /** What is to be corrected, or the cases that fail. */
    public List<String> problems() {
        return problems;
    }

    /** The message, and each problem. */
    public List<String> words() {
        return Stream.concat(Stream.of(String.valueOf(getMessage())), problems.stream())
                .toList();
    }
}
