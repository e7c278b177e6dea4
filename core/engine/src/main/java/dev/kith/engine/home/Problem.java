package dev.kith.engine.home;

import static java.util.Objects.requireNonNull;

/**
 * Something wrong in a file of the home.
 *
 * @param file relative to the home, with slashes
 * @param line from 1; 0 for the whole file
 * @param message what is wrong and what to do; never holds a secret
 */
public record Problem(String file, int line, String message) {
    public Problem {
        requireNonNull(file, "file");
        requireNonNull(message, "message");
    }

    /** Such as {@code integrations/tribe.yaml:7: ...}. */
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + message;
    }
}
