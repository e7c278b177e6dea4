package dev.kith.apsisone.sim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a profile has in one section: values by attribute, tags, consents. */
record SectionData(Map<String, Object> attributes, Set<String> tags, List<Consent> consents) {
    static final SectionData EMPTY = new SectionData(Map.of(), Set.of(), List.of());

    SectionData {
        attributes = Map.copyOf(attributes);
        tags = Set.copyOf(tags);
        consents = List.copyOf(consents);
    }

    SectionData with(Map<String, Object> set, Set<String> clear) {
        Map<String, Object> changed = new HashMap<>(attributes);
        changed.putAll(set);
        changed.keySet().removeAll(clear);
        return new SectionData(changed, tags, consents);
    }

    SectionData with(Consent consent) {
        List<Consent> changed = new ArrayList<>(consents);
        changed.removeIf(consent::isFor);
        changed.add(consent);
        return new SectionData(attributes, tags, changed);
    }

    Optional<Consent> consentLike(Consent wanted) {
        return consents.stream().filter(wanted::isFor).findFirst();
    }
}
