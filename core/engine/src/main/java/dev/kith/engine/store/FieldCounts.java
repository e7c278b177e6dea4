package dev.kith.engine.store;

import java.util.Map;

/**
 * How many contacts of a full run had a value, by field name.
 *
 * @param filled without the fields that nobody had a value in
 * @param contacts how many were counted
 */
public record FieldCounts(long run, Map<String, Long> filled, long contacts) {
    public FieldCounts {
        filled = Map.copyOf(filled);
    }
}
