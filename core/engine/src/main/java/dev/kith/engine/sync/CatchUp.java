package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.EventSource;
import dev.kith.engine.store.Run;
import dev.kith.engine.store.RunCounts;
import dev.kith.engine.store.RunKind;
import dev.kith.engine.store.RunState;
import dev.kith.engine.store.Settlement;
import dev.kith.engine.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A run that finds what no event told of: whoever changed since the last run that saw everything gets an event, and the
 * drain does the rest. Writes nothing to the audience. One that was interrupted begins anew, and it gives
 * way to a full sync.
 */
final class CatchUp {
    private static final Set<RunKind> SEE_EVERYTHING = EnumSet.of(RunKind.FULL, RunKind.CATCH_UP);

    private final Store store;
    private final Run run;
    private final String owner;
    private final Supplier<EventTools> tools;
    private final Patience patience;
    private final Clock clock;
    private final BooleanSupplier stop;
    private long differing;

    CatchUp(
            Store store,
            Run run,
            String owner,
            Supplier<EventTools> tools,
            Patience patience,
            Clock clock,
            BooleanSupplier stop) {
        this.store = requireNonNull(store, "store");
        this.run = requireNonNull(run, "run");
        this.owner = requireNonNull(owner, "owner");
        this.tools = requireNonNull(tools, "tools");
        this.patience = requireNonNull(patience, "patience");
        this.clock = requireNonNull(clock, "clock");
        this.stop = requireNonNull(stop, "stop");
    }

    /**
     * From when on changes may have been missed: the start of the last completed run that saw all there was before it. Empty
     * before the first full sync, which there is nothing to catch up with.
     */
    static Optional<Instant> watermark(Store store, String integration) {
        return store.runReads().newestCompletedStart(integration, SEE_EVERYTHING);
    }

    Pass.Ending go() {
        Instant since = watermark(store, run.integration()).orElseThrow();
        EventTools now = patience.call(tools, stop);
        Differences differences = new Differences(store.links(), run.integration(), EventSource.CATCH_UP);
        boolean whole = new ChangeSearch(
                        new ChangeSearch.Purpose(run.integration(), differences, clock.instant()),
                        store.links(),
                        now,
                        (reading, cursor) -> patience.call(() -> now.source().read(reading, cursor), this::stops),
                        this::stops,
                        this::store)
                .since(since);
        if (!whole && !stop.getAsBoolean()) {
            return new Pass.Ending(RunState.CANCELLED, "A full sync came, which sees all there is.");
        }
        return whole
                ? new Pass.Ending(RunState.COMPLETED, differing == 0 ? "" : events(differing))
                : new Pass.Ending(
                        RunState.CANCELLED, "Cancelled on request; contacts that were found have their events.");
    }

    /** Nobody who starts a full sync should wait for what it does anyway. */
    private boolean stops() {
        return stop.getAsBoolean() || store.inboxReads().deferred(run.integration());
    }

    private static String events(long many) {
        return many == 1 ? "1 contact differed and got an event." : many + " contacts differed and got an event each.";
    }

    /** The events first: a crash between leaves them counted too low, never lost. */
    private void store(ChangeSearch.Found found) {
        store.inbox().add(run.integration(), found.events());
        differing += found.events().size();
        long same = Math.max(0, found.read() - found.events().size());
        store.runs()
                .settle(Settlement.counted(
                        run.id(),
                        owner,
                        new RunCounts(found.read(), 0, 0, same, 0, 0, 0, 0, 0),
                        List.of(),
                        OptionalLong.empty()));
    }
}
