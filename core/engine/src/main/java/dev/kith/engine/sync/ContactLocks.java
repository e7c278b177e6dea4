package dev.kith.engine.sync;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * One lock per contact key: runs and events take turns on a contact, from its fetch to its settle. Few locks stand for many
 * keys; several are taken in one order, so nobody waits in a ring.
 */
final class ContactLocks {
    private static final int LOCKS = 1_024;

    private final List<ReentrantLock> locks =
            IntStream.range(0, LOCKS).mapToObj(i -> new ReentrantLock()).toList();

    /** Locks that are held by this thread until it closes them. */
    interface Held extends AutoCloseable {
        @Override
        void close();
    }

    /** Waits for all of them. */
    Held hold(Collection<String> keys) {
        List<ReentrantLock> wanted = keys.stream()
                .map(key -> Math.floorMod(key.hashCode(), LOCKS))
                .distinct()
                .sorted()
                .map(locks::get)
                .toList();
        wanted.forEach(ReentrantLock::lock);
        return () -> wanted.forEach(ReentrantLock::unlock);
    }
}
