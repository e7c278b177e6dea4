package dev.kith.engine.store;

import static java.util.Objects.requireNonNull;

/**
 * An attribute that was left out on purpose, so that the rest of the profile could be written.
 *
 * @param value the canonical text that was tried
 * @param reason why the audience does not get it
 * @param keyTaken whether another profile holds the value as its key, so that a merge may mend it (D39)
 */
public record LeftOut(String value, String reason, boolean keyTaken) {
    public LeftOut {
        requireNonNull(value, "value");
        requireNonNull(reason, "reason");
    }

    public LeftOut(String value, String reason) {
        this(value, reason, false);
    }
}
