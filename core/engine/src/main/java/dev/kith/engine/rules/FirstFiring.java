package dev.kith.engine.rules;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets a rule fire for its first time on one thread alone: Drools prepares a rule's action then, without care for other
 * threads. Later firings pass without a lock.
 */
final class FirstFiring {

    private final Set<String> prepared = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();

    /** Called before a rule fires, with the name of one that is unique in the rule set. */
    void before(String rule) {
        if (!prepared.contains(rule)) {
            lock.lock();
        }
    }

    /** Called after {@link #before} on the same thread, when the rule has fired or failed. */
    void after(String rule) {
        if (lock.isHeldByCurrentThread()) {
            prepared.add(rule);
            lock.unlock();
        }
    }
}
