package dev.kith.engine.rules;

import java.util.LinkedHashSet;
import java.util.Set;

/** Collects what one rule uses while it is checked. */
final class UsesFound {

    final Set<String> properties = new LinkedHashSet<>();
    final Set<String> labels = new LinkedHashSet<>();
    final Set<String> attributes = new LinkedHashSet<>();
    final Set<ManagedConsent> consents = new LinkedHashSet<>();

    /** Properties that an action joins to a text without having tested them. */
    final Set<String> joined = new LinkedHashSet<>();

    Uses all() {
        return new Uses(properties, labels, attributes, consents, joined);
    }
}
