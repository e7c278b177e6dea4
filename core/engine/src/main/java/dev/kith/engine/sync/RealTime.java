package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.Run;
import dev.kith.engine.store.RunKind;
import dev.kith.engine.store.Store;
import dev.kith.engine.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an integration's {@link Drain} going: on a thread of its own, from {@link #start} until it is closed, woken by every
 * event that comes in. Thread-safe.
 */
final class RealTime implements AroundRuns, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RealTime.class);
    private static final Duration ABANDONED = Duration.ofHours(24);
    private static final long LOOK_MILLIS = 500;

    private final String integration;
    private final String owner;
    private final Store store;
    private final Clock clock;
    private final Drain drain;
    private final ExecutorService workers;
    private final Thread thread;
    private BooleanSupplier enabled = () -> false;
    private final Object monitor = new Object();
    private Instant renewed = Instant.EPOCH;
    private boolean woken;
    private volatile boolean stopping;

    /** @param drain makes the drain for its workers, and what they call when they are free */
    RealTime(String integration, String owner, Store store, Clock clock, DrainMaker drain) {
        this.integration = requireNonNull(integration, "integration");
        this.owner = requireNonNull(owner, "owner");
        this.store = requireNonNull(store, "store");
        this.clock = requireNonNull(clock, "clock");
        workers = Executors.newFixedThreadPool(Drain.SIDE_BY_SIDE, Daemons.named("event-" + integration));
        this.drain = drain.make(workers, this);
        thread = Daemons.named("drain-" + integration).newThread(this::loop);
    }

    /** Makes a drain with its workers. */
    interface DrainMaker {
        Drain make(ExecutorService workers, RealTime realTime);
    }

    /** @param isEnabled as long as it says no, events only wait */
    void start(BooleanSupplier isEnabled) {
        enabled = isEnabled;
        thread.start();
    }

    /** Does something once beside the events. */
    void inBackground(Runnable task) {
        workers.execute(task);
    }

    /** Looks for events at once. */
    void wake() {
        synchronized (monitor) {
            woken = true;
            monitor.notifyAll();
        }
    }

    private void loop() {
        while (!stopping) {
            try {
                renew();
                if (!enabled.getAsBoolean() || drain.round() == 0) {
                    await();
                }
            } catch (StoreException e) {
                log.error("Events of \"{}\" wait: {}", integration, e.getMessage());
                await();
            } catch (RuntimeException e) {
                log.error("A bug of Kith while looking for events of \"{}\"", integration, e);
                await();
            }
        }
    }

    private void renew() {
        Instant now = clock.instant();
        if (Duration.between(renewed, now).abs().compareTo(Drain.LEASE.dividedBy(3)) > 0) {
            store.inbox().renew(owner, Drain.LEASE);
            store.inbox().bringForward(Retries.LONGEST, NewContactWait.LONGEST);
            store.runs().failAbandonedLongerThan(ABANDONED, owner);
            renewed = now;
        }
    }

    private void await() {
        synchronized (monitor) {
            long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS);
            long left = LOOK_MILLIS;
            while (!woken && !stopping && left > 0) {
                try {
                    monitor.wait(left);
                } catch (InterruptedException e) {
                    stopping = true;
                }
                left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            }
            woken = false;
        }
    }

    /** Whether work on events has to make room: for a full sync that waits to begin, or for the end. */
    boolean givesWay() {
        return stopping || store.inboxReads().deferred(integration);
    }

    /** A full sync begins when the events in work are settled, so that it can't read what they are about to change. */
    @Override
    public void before(Run run) throws InterruptedException {
        if (run.kind() == RunKind.FULL) {
            synchronized (monitor) {
                while (!drain.isIdle() && !stopping) {
                    monitor.wait(LOOK_MILLIS);
                }
            }
        }
    }

    @Override
    public void after(Run run) {
        if (run.kind() == RunKind.FULL || run.kind() == RunKind.NEW_CONTACTS) {
            store.inbox().release(integration);
        }
        wake();
    }

    /** Lets the events in work end; {@link #close} waits for them. */
    void stop() {
        stopping = true;
        wake();
    }

    @Override
    public void close() {
        stop();
        try {
            // The workers last, since the thread may have claimed something for them.
            thread.join(TimeUnit.SECONDS.toMillis(30));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Daemons.end(workers);
    }
}
