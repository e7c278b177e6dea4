package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.EventClaim;
import dev.kith.engine.store.EventOutcome;
import dev.kith.engine.store.EventSettlement;
import dev.kith.engine.store.EventSubject;
import dev.kith.engine.store.Store;
import dev.kith.engine.store.StoreException;
import dev.kith.spi.ConnectorException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works through an integration's events: claims due subjects and works on them side by side. A subject that fails is put
 * back or ends as dead, and holds up no other. While a full sync is under way nothing is claimed.
 *
 * <p>Rounds are made by one thread; the work is done by those of the executor.
 */
final class Drain {
    static final int SIDE_BY_SIDE = 8;
    static final Duration LEASE = Duration.ofMinutes(5);
    private static final Logger log = LoggerFactory.getLogger(Drain.class);

    private final String integration;
    private final String owner;
    private final Store store;
    private final Map<EventSubject.Kind, SubjectWork> works;
    private final Breaker breaker;
    private final Executor workers;
    private final CrashPoint crash;
    private final Clock clock;
    private final Runnable outdated;
    private final Runnable freed;
    private final AtomicInteger busy = new AtomicInteger();
    private final Queue<EventClaim> unsettled = new ConcurrentLinkedQueue<>();

    /**
     * Claims nothing yet.
     *
     * @param outdated called when a system lacks what it was asked for
     * @param freed called whenever a worker has ended
     */
    Drain(
            String integration,
            String owner,
            Store store,
            Map<EventSubject.Kind, SubjectWork> works,
            Breaker breaker,
            Executor workers,
            CrashPoint crash,
            Clock clock,
            Runnable outdated,
            Runnable freed) {
        this.integration = requireNonNull(integration, "integration");
        this.owner = requireNonNull(owner, "owner");
        this.store = requireNonNull(store, "store");
        this.works = Map.copyOf(works);
        this.breaker = requireNonNull(breaker, "breaker");
        this.workers = requireNonNull(workers, "workers");
        this.crash = requireNonNull(crash, "crash");
        this.clock = requireNonNull(clock, "clock");
        this.outdated = requireNonNull(outdated, "outdated");
        this.freed = requireNonNull(freed, "freed");
    }

    /**
     * Claims what is due, as much as there are free workers, and hands it to them.
     *
     * @return how many subjects
     * @throws StoreException when the database fails
     */
    int round() throws StoreException {
        giveBack();
        int free = SIDE_BY_SIDE - busy.get();
        if (free <= 0 || !store.inboxReads().hasDue(integration)) {
            return 0;
        }
        int permits = breaker.permits(free);
        List<EventClaim> claims = permits == 0 ? List.of() : claim(permits);
        claims.forEach(claim -> workers.execute(() -> work(claim)));
        return claims.size();
    }

    /** Counts as busy before anything is claimed, so that a full sync never finds it idle with a claim in hand. */
    private List<EventClaim> claim(int most) {
        busy.addAndGet(most);
        int claimed = 0;
        try {
            List<EventClaim> claims = store.inbox().claim(integration, owner, LEASE, most);
            claimed = claims.size();
            return claims;
        } finally {
            busy.addAndGet(claimed - most);
        }
    }

    boolean isIdle() {
        return busy.get() == 0;
    }

    private void work(EventClaim claim) {
        try {
            crash.reached(CrashPoint.Step.EVENT_CLAIMED);
            requireNonNull(works.get(claim.subject().kind()), "work").work(claim);
            breaker.worked();
            crash.reached(CrashPoint.Step.EVENT_SETTLED);
        } catch (ConnectorException e) {
            settle(claim, outcome(claim, e));
        } catch (StoreException e) {
            log.error("Events of \"{}\" up to {} wait: {}", integration, claim.highest(), e.getMessage());
            unsettled.add(claim);
        } catch (RuntimeException e) {
            log.error("A bug of Kith at the events of \"{}\" up to {}", integration, claim.highest(), e);
            settle(
                    claim,
                    Retries.ofTheContact(claim, "A bug of Kith: " + e + ". Report it with the log.", clock.instant()));
        } finally {
            busy.decrementAndGet();
            freed.run();
        }
    }

    private EventOutcome outcome(EventClaim claim, ConnectorException failure) {
        String cause = String.valueOf(failure.getMessage());
        if (Retries.isOfTheContact(failure)) {
            breaker.worked();
            return Retries.ofTheContact(claim, cause, clock.instant());
        }
        if (failure.kind() == ConnectorException.Kind.CONFIG) {
            outdated.run();
        }
        return new EventOutcome.Again(breaker.failed(failure), false, cause);
    }

    private void settle(EventClaim claim, EventOutcome outcome) {
        try {
            store.inbox().settle(EventSettlement.of(claim, outcome));
        } catch (StoreException e) {
            log.error("Events of \"{}\" up to {} wait: {}", integration, claim.highest(), e.getMessage());
            unsettled.add(claim);
        }
    }

    /** What could not be settled because the database failed is worked on again. */
    private void giveBack() {
        for (EventClaim claim = unsettled.peek(); claim != null; claim = unsettled.peek()) {
            store.inbox().giveBack(claim);
            unsettled.remove(claim);
        }
    }
}
