package dev.kith.engine.store;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was removed of a person, and where.
 *
 * @param knownAs the name under which the rest is kept
 * @param removed rows that are gone, by table
 * @param kept rows that say what happened and no longer to whom, by table
 */
public record Forgotten(String knownAs, Map<String, Integer> removed, Map<String, Integer> kept) {
    public Forgotten {
        requireNonNull(knownAs, "knownAs");
        removed = Collections.unmodifiableMap(new LinkedHashMap<>(removed));
        kept = Collections.unmodifiableMap(new LinkedHashMap<>(kept));
    }

    /** Whether anything was known of the person. */
    public boolean any() {
        return !removed.isEmpty() || !kept.isEmpty();
    }
}
