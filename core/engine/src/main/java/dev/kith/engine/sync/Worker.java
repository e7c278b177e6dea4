package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.Run;
import dev.kith.engine.store.RunState;
import dev.kith.engine.store.Store;
import dev.kith.engine.store.StoreException;
import dev.kith.spi.ConnectorException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on an integration's runs, one after the other, on a thread of its own.
 *
 * <ol>
 *   <li>claim the run and keep its lease
 *   <li>do its work
 *   <li>record its ending
 * </ol>
 *
 * When the host stops or loses the lease, the run is left as it is, to be resumed by the next start.
 */
final class Worker implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Worker.class);
    private static final Duration LEASE = Duration.ofSeconds(60);

    private final String integration;
    private final Store store;
    private final String owner;
    private final RunWork work;
    private final AroundRuns around;
    private final CrashPoint crash;
    private final ExecutorService passes;
    private final ExecutorService reader;
    private final ScheduledExecutorService heartbeat;
    private final Map<Long, CountDownLatch> ends = new ConcurrentHashMap<>();
    private final Set<Long> cancelled = ConcurrentHashMap.newKeySet();
    private final Set<Long> lost = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    /** @param name in the names of its threads, which must differ between the workers of an integration */
    Worker(
            String integration,
            String name,
            Store store,
            String owner,
            RunWork work,
            AroundRuns around,
            CrashPoint crash) {
        this.integration = requireNonNull(integration, "integration");
        this.store = requireNonNull(store, "store");
        this.owner = requireNonNull(owner, "owner");
        this.work = requireNonNull(work, "work");
        this.around = requireNonNull(around, "around");
        this.crash = requireNonNull(crash, "crash");
        passes = Executors.newSingleThreadExecutor(Daemons.named(name + "-" + integration));
        reader = Executors.newSingleThreadExecutor(Daemons.named(name + "-read-" + integration));
        heartbeat = Executors.newSingleThreadScheduledExecutor(Daemons.named(name + "-lease-" + integration));
    }

    /** Queues a run that is queued or interrupted. */
    void take(Run run) {
        ends.put(run.id(), new CountDownLatch(1));
        if (run.cancelRequested()) {
            cancelled.add(run.id());
        }
        passes.execute(() -> work(run.id()));
    }

    void cancel(long run) {
        cancelled.add(run);
    }

    void awaitEnd(long run) throws InterruptedException {
        CountDownLatch end = ends.get(run);
        if (end != null) {
            end.await();
        }
    }

    private void work(long queued) {
        try {
            crash.reached(CrashPoint.Step.RUN_CREATED);
            Optional<Run> claimed = stopping ? Optional.empty() : store.runs().claim(queued, owner, LEASE);
            if (claimed.isPresent()) {
                crash.reached(CrashPoint.Step.RUN_CLAIMED);
                hold(claimed.get());
            }
        } catch (StoreException e) {
            log.error("Run {} of \"{}\" stopped: {}", queued, integration, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            requireNonNull(ends.get(queued), "end").countDown();
        }
    }

    private void hold(Run run) throws InterruptedException {
        long third = LEASE.toMillis() / 3;
        ScheduledFuture<?> lease =
                heartbeat.scheduleAtFixedRate(() -> renew(run.id()), third, third, TimeUnit.MILLISECONDS);
        try {
            BooleanSupplier stop = () -> stopping || cancelled.contains(run.id()) || lost.contains(run.id());
            around.before(run);
            Pass.Ending ending = ending(run, stop);
            if (stopping || lost.contains(run.id())) {
                log.info("Run {} of \"{}\" is left to be resumed", run.id(), integration);
                return;
            }
            finish(run, ending);
        } finally {
            lease.cancel(false);
        }
    }

    private Pass.Ending ending(Run run, BooleanSupplier stop) throws InterruptedException {
        try {
            return work.go(run, owner, reader, stop);
        } catch (ConnectorException e) {
            return cancelled.contains(run.id()) ? Pass.cancelled() : Pass.failed(e);
        } catch (StoreException e) {
            throw e;
        } catch (RuntimeException e) {
            log.error("Run {} of \"{}\" failed by a bug of Kith", run.id(), integration, e);
            return new Pass.Ending(
                    RunState.FAILED, "A bug of Kith: " + e + ". What was settled stays. Report it with the log.");
        }
    }

    private void finish(Run run, Pass.Ending ending) {
        store.runs().finish(run.id(), owner, ending.state(), ending.cause());
        around.after(run);
        crash.reached(CrashPoint.Step.RUN_FINISHED);
        log.info(
                "Run {} ({}) of \"{}\" ended: {}{}",
                run.id(),
                run.kind().word(),
                integration,
                ending.state().word(),
                ending.cause().isEmpty() ? "" : ": " + ending.cause());
    }

    private void renew(long run) {
        try {
            if (!store.runs().renew(run, owner, LEASE)) {
                lost.add(run);
            }
        } catch (StoreException e) {
            log.warn("The lease of run {} of \"{}\" was not renewed: {}", run, integration, e.getMessage());
        }
    }

    void stop() {
        stopping = true;
    }

    /** Stops within a page; the run in work stays as it is. */
    @Override
    public void close() {
        stop();
        Daemons.end(passes);
        reader.shutdownNow();
        heartbeat.shutdownNow();
    }
}
