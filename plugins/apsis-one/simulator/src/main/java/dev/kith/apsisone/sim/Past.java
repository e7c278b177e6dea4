package dev.kith.apsisone.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What stood under each key before its last changes, for reads that show writes late (A27). Not thread-safe. */
final class Past {
    private final Map<Key, Deque<Replaced>> byKey = new HashMap<>();

    private record Replaced(Optional<Profile> before, Instant at) {}

    void note(Set<Key> keys, Map<Key, Profile> before, Instant now) {
        for (Key key : keys) {
            byKey.computeIfAbsent(key, k -> new ArrayDeque<>())
                    .add(new Replaced(Optional.ofNullable(before.get(key)), now));
        }
    }

    /** What stood under the key that long ago. */
    Optional<Profile> seen(Key key, Optional<Profile> current, Instant now, Duration delay) {
        Deque<Replaced> changes = byKey.getOrDefault(key, new ArrayDeque<>());
        while (!changes.isEmpty() && !changes.peek().at().isAfter(now.minus(delay))) {
            changes.remove();
        }
        Replaced oldest = changes.peek();
        return oldest == null ? current : oldest.before();
    }

    Set<Key> keys() {
        return new HashSet<>(byKey.keySet());
    }

    void forget() {
        byKey.clear();
    }
}
