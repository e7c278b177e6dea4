package dev.kith.web.bench;

import dev.kith.engine.sync.CrashPoint;

/** Keeps those who would work on events waiting while it is closed, so that taking in has the machine for itself. */
final class EventGate implements CrashPoint {
    private boolean closed;

    @Override
    public synchronized void reached(Step step) {
        while (closed && step == Step.EVENT_CLAIMED) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    synchronized void close() {
        closed = true;
    }

    synchronized void open() {
        closed = false;
        notifyAll();
    }
}
