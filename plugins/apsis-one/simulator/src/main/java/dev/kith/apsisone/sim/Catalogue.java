package dev.kith.apsisone.sim;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The definitions of one kind, in a stable order. Thread-safe: every change makes a new copy. */
final class Catalogue<T extends Defined> {
    private volatile Map<String, T> byDiscriminator = Map.of();

    Catalogue(Collection<T> all) {
        replaceAll(all);
    }

    List<T> all() {
        return List.copyOf(byDiscriminator.values());
    }

    Optional<T> find(String discriminator) {
        return Optional.ofNullable(byDiscriminator.get(discriminator));
    }

    /** Finds by discriminator or, as people write it, by name. */
    Optional<T> named(String text) {
        return find(text)
                .or(() -> byDiscriminator.values().stream()
                        .filter(d -> d.name().equals(text))
                        .findFirst());
    }

    synchronized void put(T definition) {
        Map<String, T> copy = new LinkedHashMap<>(byDiscriminator);
        copy.put(definition.discriminator(), definition);
        byDiscriminator = Collections.unmodifiableMap(copy);
    }

    /** Removes a definition; false when there was none. */
    synchronized boolean remove(String discriminator) {
        Map<String, T> copy = new LinkedHashMap<>(byDiscriminator);
        boolean found = copy.remove(discriminator) != null;
        byDiscriminator = Collections.unmodifiableMap(copy);
        return found;
    }

    synchronized void replaceAll(Collection<T> all) {
        Map<String, T> copy = new LinkedHashMap<>();
        all.forEach(d -> copy.put(d.discriminator(), d));
        byDiscriminator = Collections.unmodifiableMap(copy);
    }
}
