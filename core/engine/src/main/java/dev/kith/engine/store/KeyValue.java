package dev.kith.engine.store;

import static java.util.Objects.requireNonNull;

/**
 * A value of an attribute that is a key of profiles, so that only one of them can hold it.
 *
 * @param attribute the attribute's id
 * @param text its canonical text in lower case
 */
public record KeyValue(String attribute, String text) {
    public KeyValue {
        requireNonNull(attribute, "attribute");
        requireNonNull(text, "text");
    }
}
