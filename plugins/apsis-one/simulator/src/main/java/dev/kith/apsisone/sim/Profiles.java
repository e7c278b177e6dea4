package dev.kith.apsisone.sim;

import java.time.Clock;
import java.time.Duration;
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
    private final Switches switches;
    private final Clock clock;
    private final Merging merging;
    private final Map<Key, Profile> byKey = new HashMap<>();
    private final Map<Key, Long> written = new HashMap<>();
    private final Set<Key> locked = new HashSet<>();
    private final Past past = new Past();
    private long writes;

    Profiles(Switches switches, Clock clock) {
        this.switches = switches;
        this.clock = clock;
        this.merging = new Merging(switches);
    }

    synchronized Optional<Profile> find(Key key) {
        return Optional.ofNullable(byKey.get(key));
    }

    synchronized Profile require(Key key) {
        refuseLocked(Set.of(key));
        return find(key).orElseThrow(() -> Problem.notFound("Profile not found"));
    }

    /** As {@link #require}, as late as reads show writes (A27). */
    synchronized Profile requireSeen(Key key) {
        refuseLocked(Set.of(key));
        return seen(key).orElseThrow(() -> Problem.notFound("Profile not found"));
    }

    synchronized void create(Profile profile) {
        refuseLocked(profile.keys());
        for (Key key : profile.keys()) {
            if (byKey.containsKey(key)) {
                throw Problem.conflict(attribute(key) + ": profile key already exists");
            }
        }
        replace(Set.of(), profile);
    }

    /** Replaces a profile; a key of another profile is refused and nothing changes, or the two are merged (A9). */
    synchronized void update(Key key, UnaryOperator<Profile> change) {
        Profile before = require(key);
        Profile after = change.apply(before);
        refuseLocked(after.keys());
        Set<Key> gone = new HashSet<>(before.keys());
        for (Key k : after.keys()) {
            Profile other = byKey.get(k);
            if (other == null || other.equals(before)) {
                continue;
            }
            if (switches.is(Switch.A9, "409")) {
                throw Problem.conflict(attribute(k) + " is the key of another profile");
            }
            after = merging.merged(after, other, true);
            gone.addAll(other.keys());
        }
        replace(gone, after);
    }

    /** Merges two profiles; false when they are one already. */
    synchronized boolean merge(Key first, Key second) {
        Profile a = require(first);
        Profile b = require(second);
        if (a.equals(b)) {
            return false;
        }
        merging.check(a, b);
        boolean firstIsNewer = written.getOrDefault(first, 0L) >= written.getOrDefault(second, 0L);
        Profile merged = merging.merged(a, b, firstIsNewer);
        replace(merged.keys(), merged);
        return true;
    }

    synchronized void delete(Key key) {
        remove(require(key).keys());
    }

    /** Deletes a profile and bars all of its keys for ever (A20). */
    synchronized void lock(Key key) {
        Profile profile = require(key);
        remove(profile.keys());
        locked.addAll(profile.keys());
    }

    /** All profiles as they are at this moment, in the order of dumps. */
    List<Profile> sorted() {
        return inOrder(distinct());
    }

    /** All profiles as late as exports show writes (A27). */
    List<Profile> sortedAsSeen() {
        return inOrder(distinctAsSeen());
    }

    private static List<Profile> inOrder(Set<Profile> profiles) {
        List<Profile> all = new ArrayList<>(profiles);
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

    private synchronized Set<Profile> distinctAsSeen() {
        Set<Key> keys = new HashSet<>(byKey.keySet());
        keys.addAll(past.keys());
        Set<Profile> all = Collections.newSetFromMap(new IdentityHashMap<>());
        keys.forEach(key -> seen(key).ifPresent(all::add));
        return all;
    }

    private Optional<Profile> seen(Key key) {
        Duration delay = switches.delay();
        return delay.isZero() ? find(key) : past.seen(key, find(key), clock.instant(), delay);
    }

    private void replace(Set<Key> gone, Profile fresh) {
        Set<Key> touched = new HashSet<>(gone);
        touched.addAll(fresh.keys());
        note(touched);
        gone.forEach(byKey::remove);
        writes++;
        fresh.keys().forEach(k -> {
            byKey.put(k, fresh);
            written.put(k, writes);
        });
    }

    private void remove(Set<Key> keys) {
        note(keys);
        keys.forEach(byKey::remove);
        keys.forEach(written::remove);
    }

    private void note(Set<Key> keys) {
        if (switches.delay().isZero()) {
            past.forget();
        } else {
            past.note(keys, byKey, clock.instant());
        }
    }

    private static String attribute(Key key) {
        return Definitions.attributeOf(key.keyspace()).orElse(key.keyspace());
    }

    private void refuseLocked(Set<Key> keys) {
        if (keys.stream().anyMatch(locked::contains)) {
            throw Problem.locked();
        }
    }
}
