package dev.kith.engine.rules;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A map that was filled by somebody who keeps no hold of it: nobody can change it any more, so that a decision needn't
 * copy it. It keeps the order of the map it was made from.
 */
final class FrozenMap<K, V> extends AbstractMap<K, V> {

    private final Map<K, V> map;

    private FrozenMap(Map<K, V> map) {
        this.map = Collections.unmodifiableMap(map);
    }

    /** @param map the caller doesn't change it after this */
    static <K, V> Map<K, V> of(Map<K, V> map) {
        return map.isEmpty() ? Map.of() : new FrozenMap<>(map);
    }

    /** The map itself when nobody can change it, else a copy. */
    static <K, V> Map<K, V> copyOf(Map<K, V> map) {
        return map instanceof FrozenMap ? map : Map.copyOf(map);
    }

    @Override
    public Set<Entry<K, V>> entrySet() {
        return map.entrySet();
    }

    @Override
    public @Nullable V get(@Nullable Object key) {
        return map.get(key);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return map.containsKey(key);
    }

    @Override
    public int size() {
        return map.size();
    }
}
