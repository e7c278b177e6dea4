package dev.kith.apsisone.sim;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** All profiles, each under all of its keys. Thread-safe; profiles are immutable and replaced whole. */
final class Profiles {
    private final Map<Key, Profile> byKey = new HashMap<>();
    private final Set<Key> locked = new HashSet<>();

    synchronized Optional<Profile> find(Key key) {
        return Optional.ofNullable(byKey.get(key));
    }

    synchronized Profile require(Key key) {
        refuseLocked(Set.of(key));
        Profile profile = byKey.get(key);
        if (profile == null) {
            throw Problem.notFound("Profile not found");
        }
        return profile;
    }

    synchronized void create(Profile profile) {
        refuseLocked(profile.keys());
        if (profile.keys().stream().anyMatch(byKey::containsKey)) {
            throw Problem.conflict("Profile key already exists");
        }
        put(profile);
    }

    /** Replaces a profile; a key of another profile is refused and nothing changes (A9). */
    synchronized void update(Key key, UnaryOperator<Profile> change) {
        Profile before = require(key);
        Profile after = change.apply(before);
        refuseLocked(after.keys());
        for (Key k : after.keys()) {
            if (byKey.containsKey(k) && !before.keys().contains(k)) {
                String attribute = Definitions.attributeOf(k.keyspace()).orElse(k.keyspace());
                throw Problem.conflict(attribute + " is the key of another profile");
            }
        }
        before.keys().forEach(byKey::remove);
        put(after);
    }

    synchronized void delete(Key key) {
        require(key).keys().forEach(byKey::remove);
    }

    /** Deletes a profile and bars all of its keys for ever (A20). */
    synchronized void lock(Key key) {
        Profile profile = require(key);
        profile.keys().forEach(byKey::remove);
        locked.addAll(profile.keys());
    }

    /** All profiles as they are at this moment, in the order of dumps. */
    List<Profile> sorted() {
        List<Profile> all = new ArrayList<>(distinct());
        all.sort(Comparator.comparing(Profile::sortKey));
        return all;
    }

    synchronized List<Key> locked() {
        return List.copyOf(locked);
    }

    synchronized void restoreLocked(Collection<Key> keys) {
        locked.addAll(keys);
    }

    private synchronized Set<Profile> distinct() {
        Set<Profile> all = Collections.newSetFromMap(new IdentityHashMap<>());
        all.addAll(byKey.values());
        return all;
    }

    private void put(Profile profile) {
        profile.keys().forEach(k -> byKey.put(k, profile));
    }

    private void refuseLocked(Set<Key> keys) {
        if (keys.stream().anyMatch(locked::contains)) {
            throw Problem.locked();
        }
    }
}
