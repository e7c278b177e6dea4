package dev.kith.engine.plugin;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;

/** Few threads that end when idle and never keep the host from ending. */
final class DaemonThreads {
    private static final int MOST = 4;

    private DaemonThreads() {}

    static Executor few(String name) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(MOST, MOST, 10, SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
