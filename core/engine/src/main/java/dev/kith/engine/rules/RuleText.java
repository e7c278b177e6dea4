package dev.kith.engine.rules;

import static java.util.Objects.requireNonNull;

/**
 * A rule as its author wrote it.
 *
 * @param line where it starts in its file, from 1
 * @param text its source, trimmed
 */
public record RuleText(RuleKind kind, String file, int line, String name, String text) {
    public RuleText {
        requireNonNull(kind, "kind");
        requireNonNull(file, "file");
        requireNonNull(name, "name");
        requireNonNull(text, "text");
    }
}
