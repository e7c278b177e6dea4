package dev.kith.engine.rules;

import java.util.Set;

/**
 * What one rule reads and writes, by its text. Properties are those of the contact in rules.
 *
 * @param joined properties that its action joins to a text without having tested them
 */
record Uses(
        Set<String> properties,
        Set<String> labels,
        Set<String> attributes,
        Set<ManagedConsent> consents,
        Set<String> joined) {
    Uses {
        properties = Set.copyOf(properties);
        labels = Set.copyOf(labels);
        attributes = Set.copyOf(attributes);
        consents = Set.copyOf(consents);
        joined = Set.copyOf(joined);
    }
}
