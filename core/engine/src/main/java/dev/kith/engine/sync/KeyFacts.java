package dev.kith.engine.sync;

import dev.kith.engine.store.KeyValue;
import java.util.Map;
import java.util.Set;

/**
 * What is known of the keys that the plans of a batch would give to profiles.
 *
 * @param exported whether the audience's addresses are known; without them any may be taken
 * @param exportedHolders address in lower case to the profiles that have it; the empty key is one of nobody
 * @param exportedProfiles contacts of the batch whose profile exists already
 * @param linked who holds a value as far as we remember
 * @param batch the keys of the batch's contacts
 * @param wanted which of them are to hold a value, and don't give it up
 */
record KeyFacts(
        boolean exported,
        Map<String, Set<String>> exportedHolders,
        Set<String> exportedProfiles,
        Map<KeyValue, Set<String>> linked,
        Set<String> batch,
        Map<KeyValue, Set<String>> wanted) {
    KeyFacts {
        exportedHolders = Map.copyOf(exportedHolders);
        exportedProfiles = Set.copyOf(exportedProfiles);
        linked = Map.copyOf(linked);
        batch = Set.copyOf(batch);
        wanted = Map.copyOf(wanted);
    }
}
