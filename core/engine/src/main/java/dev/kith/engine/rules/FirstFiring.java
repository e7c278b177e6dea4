package dev.kith.engine.rules;

import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets a rule fire for its first time on one thread alone: Drools prepares a rule's action then, without care for other
 * threads. Later firings pass without a lock.
 */
final class FirstFiring {

    private final ReentrantLock lock = new ReentrantLock();

    /** Called before a rule fires. */
    void before(LiveRule rule) {
        if (!rule.prepared()) {
            lock.lock();
        }
    }

    /** Called after {@link #before} on the same thread, when the rule has fired or failed. */
    void after(LiveRule rule) {
        if (lock.isHeldByCurrentThread()) {
            rule.prepare();
            lock.unlock();
        }
    }
}
