package dev.kith.tribe;

import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Lets a few calls go on side by side: no more than the service is known to take, whoever asks. */
final class Lanes implements AutoCloseable {
    /** T42. */
    static final int COUNT = 4;

    private final Semaphore free = new Semaphore(COUNT, true);
    private final ExecutorService threads = Executors.newFixedThreadPool(COUNT, Lanes::thread);

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "tribe-reading");
        thread.setDaemon(true);
        thread.setContextClassLoader(Lanes.class.getClassLoader());
        return thread;
    }

    /** Does all of it, some at a time; the results are in the order of the work. The first failure is thrown. */
    <T> List<T> all(List<Supplier<T>> work) {
        if (work.size() == 1) {
            return List.of(work.get(0).get());
        }
        List<Future<T>> running =
                work.stream().map(part -> threads.submit(part::get)).toList();
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> part : running) {
                results.add(part.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted();
        } catch (ExecutionException e) {
            throw failure(e);
        } finally {
            running.forEach(part -> part.cancel(true));
        }
    }

    /** Makes one call as soon as fewer than {@link #COUNT} are under way. */
    <T> T one(Supplier<T> call) {
        try {
            free.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted();
        }
        try {
            return call.get();
        } finally {
            free.release();
        }
    }

    private static ConnectorException interrupted() {
        return new ConnectorException(Kind.TRANSIENT, "Tribe CRM: a reading was interrupted. It is tried again.");
    }

    private static RuntimeException failure(ExecutionException e) {
        Throwable cause = e.getCause();
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
