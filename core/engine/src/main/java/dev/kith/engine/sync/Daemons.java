package dev.kith.engine.sync;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** Threads that don't keep the program alive, and how their work ends. */
final class Daemons {
    private static final long PATIENCE_SECONDS = 30;

    private Daemons() {}

    static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Takes no more work, waits for what is under way, and interrupts it when that takes too long. */
    static void end(ExecutorService work) {
        work.shutdown();
        try {
            if (!work.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                work.shutdownNow();
            }
        } catch (InterruptedException e) {
            work.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
