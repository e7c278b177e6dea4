package dev.kith.engine.store;

import dev.kith.engine.store.StoreException.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * The one thread that writes. A unit of work is one transaction; who hands one in waits for its commit, even when
 * interrupted, and gets the exception of a unit that failed and was rolled back. Events that wait to be put into the inbox
 * come before the next unit, all of them in one transaction.
 */
final class Writer implements AutoCloseable {
    /** Bounds how long one commit takes. */
    private static final int MOST_MERGED = 1_000;

    private final Jdbi jdbi;
    private final Path file;
    private final BlockingQueue<Unit<?>> queue = new LinkedBlockingQueue<>();
    private final Queue<Waiting> inserts = new ConcurrentLinkedQueue<>();
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
        return await(unit.result);
    }

    /** The id of the insert's first event, once it is committed. It comes from the thread that writes: go on elsewhere. */
    CompletableFuture<Long> insert(InboxTable.Insert insert) {
        Waiting waiting = new Waiting(insert, new CompletableFuture<>());
        inserts.add(waiting);
        // Wakes the thread; by then another unit may have taken the events along.
        add(new Unit<>(handle -> true, true));
        return waiting.first();
    }

    int waitingInserts() {
        return inserts.size();
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
            insertWaiting();
            if (!unit.justWakes) {
                unit.commit(jdbi, file);
            }
        } while (unit != last);
    }

    private void insertWaiting() {
        List<Waiting> taken = new ArrayList<>();
        for (Waiting one = inserts.poll(); one != null; one = taken.size() < MOST_MERGED ? inserts.poll() : null) {
            taken.add(one);
        }
        if (taken.isEmpty()) {
            return;
        }
        Unit<List<Long>> merged = new Unit<>(handle ->
                InboxTable.insert(handle, taken.stream().map(Waiting::insert).toList()));
        merged.commit(jdbi, file);
        try {
            List<Long> firsts = await(merged.result);
            for (int i = 0; i < taken.size(); i++) {
                taken.get(i).first().complete(firsts.get(i));
            }
        } catch (RuntimeException | Error e) {
            taken.forEach(one -> one.first().completeExceptionally(e));
        }
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
        await(last.result);
    }

    private record Waiting(InboxTable.Insert insert, CompletableFuture<Long> first) {}

    /** Waits, and throws what a unit of work threw. */
    static <T> T await(CompletableFuture<T> result) {
        try {
            return result.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    private static final class Unit<T> {
        private final Function<Handle, T> work;
        private final boolean justWakes;
        private final CompletableFuture<T> result = new CompletableFuture<>();

        Unit(Function<Handle, T> work) {
            this(work, false);
        }

        Unit(Function<Handle, T> work, boolean justWakes) {
            this.work = work;
            this.justWakes = justWakes;
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
    }
}
