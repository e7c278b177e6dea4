package dev.kith.engine.sync;

import dev.kith.engine.rules.ManagedConsent;
import java.util.Map;
import java.util.Set;

/**
 * What a rule set manages, known without running it.
 *
 * @param attributes names
 * @param consents each with the labels its rule names
 */
record Managed(Set<String> attributes, Map<ManagedConsent, Set<String>> consents) {
    Managed {
        attributes = Set.copyOf(attributes);
        consents = Map.copyOf(consents);
    }
}
