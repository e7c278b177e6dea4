package dev.kith.engine.rules;

import static java.util.Objects.requireNonNull;

/**
 * How one case went.
 *
 * @param message what was expected and what came; empty when it passed
 */
public record CaseResult(String file, String name, boolean passed, String message) {
    public CaseResult {
        requireNonNull(file, "file");
        requireNonNull(name, "name");
        requireNonNull(message, "message");
    }
}
