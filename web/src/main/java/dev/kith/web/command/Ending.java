package dev.kith.web.command;

import java.util.concurrent.CountDownLatch;

/** Ends long-running commands in good order when the process is told to stop (Ctrl-C, SIGTERM). */
public final class Ending {
    private Ending() {}

    /** Closes the thing when the process ends, however it ends. */
    public static void closeAtExit(AutoCloseable thing) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(thing), "ending"));
    }

    /** Waits for the end of the process, and closes the thing then. */
    public static void awaitWith(AutoCloseable thing) throws InterruptedException {
        closeAtExit(thing);
        new CountDownLatch(1).await();
    }

    private static void close(AutoCloseable thing) {
        try {
            thing.close();
        } catch (Exception e) {
            throw new IllegalStateException("not closed in good order: " + e.getMessage(), e);
        }
    }
}
