package dev.kith.engine.sync;

import dev.kith.engine.store.RunState;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which contacts of a history Kith may take for gone (D41, T37): those whose deletion it was told of, and those that neither
 * the last completed full sync nor the one under way found; both only as long as its last lookup didn't find them.
 */
final class HistoryGone {
    private final Set<String> told = new HashSet<>();
    private final Set<String> foundLast = new HashSet<>();
    private Set<String> now = new HashSet<>();
    private Optional<Set<String>> before = Optional.empty();
    private boolean underWay;

    void told(String key) {
        told.add(key);
    }

    /** A full sync, from its first page. */
    void begins() {
        now = new HashSet<>();
        underWay = true;
    }

    void read(Collection<String> keys) {
        now.addAll(keys);
    }

    /** What was read and not settled when the process ended is read again. */
    void resumes(Predicate<String> isSettled) {
        now.removeIf(isSettled.negate());
    }

    void lookedUp(Collection<String> keys, Collection<String> found) {
        keys.forEach(foundLast::remove);
        foundLast.addAll(found);
    }

    /** One that didn't complete proves nothing. */
    void ended(RunState state) {
        if (state == RunState.COMPLETED) {
            before = Optional.of(now);
        }
        underWay = false;
    }

    boolean isProven(String key) {
        boolean missingTwice = underWay
                && !now.contains(key)
                && before.filter(keys -> !keys.contains(key)).isPresent();
        return !foundLast.contains(key) && (told.contains(key) || missingTwice);
    }
}
