package dev.kith.engine.store;

import static java.util.Objects.requireNonNull;

/**
 * A value that a profile no longer holds, so that contacts which left it out can have it now.
 *
 * @param attribute the attribute's id
 * @param value its canonical text
 */
public record FreedValue(String attribute, String value) {
    public FreedValue {
        requireNonNull(attribute, "attribute");
        requireNonNull(value, "value");
    }
}
