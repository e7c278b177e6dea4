package dev.kith.engine.store;

import static java.util.Objects.requireNonNull;

/**
 * An attribute that was left out on purpose, so that the rest of the profile could be written.
 *
 * @param value the canonical text that was tried
 * @param reason why the audience does not get it
 */
public record LeftOut(String value, String reason) {
    public LeftOut {
        requireNonNull(value, "value");
        requireNonNull(reason, "reason");
    }
}
