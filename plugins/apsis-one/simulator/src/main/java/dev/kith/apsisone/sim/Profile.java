package dev.kith.apsisone.sim;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A profile at one moment: its keys, and what it has in each section. */
record Profile(Set<Key> keys, Map<String, SectionData> sections) {
    Profile {
        keys = Set.copyOf(keys);
        sections = Map.copyOf(sections);
    }

    SectionData section(Section section) {
        return sections.getOrDefault(section.discriminator(), SectionData.EMPTY);
    }

    Profile with(Section section, SectionData data) {
        Map<String, SectionData> changed = new HashMap<>(sections);
        changed.put(section.discriminator(), data);
        return new Profile(keys, changed);
    }

    Profile withKeys(Set<Key> changed) {
        return new Profile(changed, sections);
    }

    /** The smallest of its keys in a keyspace. */
    Optional<String> key(String keyspace) {
        return keys.stream()
                .filter(k -> k.keyspace().equals(keyspace))
                .map(Key::value)
                .min(String::compareTo);
    }

    /** Orders dumps: by CRM id, and those without one last. */
    String sortKey() {
        return key(Keyspace.CRM_ID)
                .map(k -> "0" + k)
                .orElseGet(() ->
                        "1" + keys.stream().sorted().map(Key::value).findFirst().orElse(""));
    }
}
