package dev.kith.engine.store;

import dev.kith.engine.store.StoreException.Kind;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * The one thread that writes. A unit of work is one transaction; who hands one in waits for its commit, even when
 * interrupted, and gets the exception of a unit that failed and was rolled back.
 */
final class Writer implements AutoCloseable {
    private final Jdbi jdbi;
    private final Path file;
    private final BlockingQueue<Unit<?>> queue = new LinkedBlockingQueue<>();
    private final Unit<Boolean> last = new Unit<>(handle -> true);
    private final Thread thread = new Thread(this::work, "kith-writer");
    private boolean closed;

    Writer(Jdbi jdbi, Path file) {
        this.jdbi = jdbi;
        this.file = file;
        thread.setDaemon(true);
        thread.start();
    }

    <T> T write(Function<Handle, T> work) {
        if (Thread.currentThread() == thread) {
            throw new IllegalStateException("A unit of work cannot wait for another one. Do both in one.");
        }
        Unit<T> unit = new Unit<>(work);
        add(unit);
        return unit.await();
    }

    private synchronized void add(Unit<?> unit) {
        if (closed) {
            throw new StoreException(Kind.OTHER, "Database " + file + " is closed. Nothing was written.", null);
        }
        queue.add(unit);
    }

    private void work() {
        Unit<?> unit;
        do {
            unit = next();
            unit.commit(jdbi, file);
        } while (unit != last);
    }

    private Unit<?> next() {
        Unit<?> unit = null;
        while (unit == null) {
            try {
                unit = queue.take();
            } catch (InterruptedException e) {
                // Callers wait for their commits, so this thread ends by its last unit only.
            }
        }
        return unit;
    }

    /** Writes what was handed in before, then ends the thread. */
    @Override
    public void close() {
        synchronized (this) {
            if (!closed) {
                closed = true;
                queue.add(last);
            }
        }
        last.await();
    }

    private static final class Unit<T> {
        private final Function<Handle, T> work;
        private final CompletableFuture<T> result = new CompletableFuture<>();

        Unit(Function<Handle, T> work) {
            this.work = work;
        }

        void commit(Jdbi jdbi, Path file) {
            try {
                result.complete(jdbi.inTransaction(work::apply));
            } catch (JdbiException e) {
                result.completeExceptionally(StoreFault.of(file, e));
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        }

        T await() {
            try {
                return result.join();
            } catch (CompletionException e) {
                if (e.getCause() instanceof Error error) {
                    throw error;
                }
                throw e.getCause() instanceof RuntimeException failure ? failure : e;
            }
        }
    }
}
