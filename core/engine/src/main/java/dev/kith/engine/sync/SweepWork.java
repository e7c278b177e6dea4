package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.EventClaim;
import dev.kith.engine.store.EventOutcome;
import dev.kith.engine.store.EventOutcome.Ended;
import dev.kith.engine.store.EventSettlement;
import dev.kith.engine.store.EventSource;
import dev.kith.engine.store.EventState;
import dev.kith.engine.store.Store;
import java.time.Clock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Looks for contacts that an event concerns and nobody could name (T25, T26), among those that changed since shortly before it. */
final class SweepWork implements SubjectWork {
    private final Store store;
    private final Supplier<EventTools> tools;
    private final BooleanSupplier givesWay;
    private final Runnable lists;
    private final Clock clock;

    /**
     * @param givesWay when true, the sweep stops after its page and begins anew later
     * @param lists called when lists may have changed
     */
    SweepWork(Store store, Supplier<EventTools> tools, BooleanSupplier givesWay, Runnable lists, Clock clock) {
        this.store = requireNonNull(store, "store");
        this.tools = requireNonNull(tools, "tools");
        this.givesWay = requireNonNull(givesWay, "givesWay");
        this.lists = requireNonNull(lists, "lists");
        this.clock = requireNonNull(clock, "clock");
    }

    @Override
    public void work(EventClaim claim) {
        lists.run();
        EventTools now = tools.get();
        Differences differences = new Differences(store.links(), claim.integration(), EventSource.SPREAD);
        boolean whole = new ChangeSearch(
                        new ChangeSearch.Purpose(claim.integration(), differences, claim.firstReceived()),
                        store.links(),
                        now,
                        now.source()::read,
                        givesWay,
                        found -> store.inbox().spread(claim, found.events()))
                .since(claim.firstReceived());
        EventOutcome outcome = whole
                ? new Ended(EventState.APPLIED, "Whoever changed got an event.")
                : new EventOutcome.Again(clock.instant(), false, "A full sync or a stop came between.");
        store.inbox().settle(EventSettlement.of(claim, outcome));
    }
}
