package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.Run;
import dev.kith.engine.store.RunState;
import dev.kith.engine.store.Store;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.Contact;
import dev.kith.spi.ContactPage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * One run from its cursor to its end.
 *
 * <ol>
 *   <li>read a page, the next one being fetched meanwhile
 *   <li>leave out contacts this run has seen already
 *   <li>decide and plan each contact
 *   <li>store what is about to be written, deliver it, settle it with the cursor in one transaction; or leave that to
 *       {@link BulkPass}, where many contacts make imports worth it
 *   <li>after the last page: compare what was read with what the source counted, then leave merges and what was staged to
 *       {@link Release}, and those who left to {@link LeavingPass}
 * </ol>
 *
 * Runs on the integration's own thread. A crash anywhere loses nothing: the run goes on from the last settled page.
 */
final class Pass {
    /** Marks a cursor after the last page; all others start with {@link #AT}. */
    private static final String END = "end";

    private static final String AT = "at:";

    private final Store store;
    private final Run run;
    private final PassSteps steps;
    private final GuardedDelivery delivery;
    private final Optional<BulkPass> bulk;
    private final Optional<Release> release;
    private final Runnable leaving;
    private final Supplier<Pages> pages;
    private final SeenKeys seen;
    private final CrashPoint crash;
    private final BooleanSupplier cancelled;

    Pass(Store store, Run run, Parts parts, CrashPoint crash) {
        this.store = requireNonNull(store, "store");
        this.run = requireNonNull(run, "run");
        this.steps = parts.steps();
        this.delivery = parts.delivery();
        this.bulk = parts.bulk();
        this.release = parts.release();
        this.leaving = parts.leaving();
        this.pages = parts.pages();
        this.cancelled = parts.cancelled();
        this.seen = new SeenKeys(store, run);
        this.crash = requireNonNull(crash, "crash");
    }

    /**
     * What a pass works with.
     *
     * @param bulk only where the audience takes imports and the settings want them
     * @param release with the merges
     * @param leaving settles those who left
     */
    record Parts(
            PassSteps steps,
            GuardedDelivery delivery,
            Optional<BulkPass> bulk,
            Optional<Release> release,
            Runnable leaving,
            Supplier<Pages> pages,
            BooleanSupplier cancelled) {}

    /** How a run ends, and why; the cause is empty when there's nothing to say. */
    record Ending(RunState state, String cause) {}

    /** Where a run that was interrupted goes on; empty at the first page. */
    static Optional<String> startOf(Run run) {
        return run.cursor().filter(c -> c.startsWith(AT)).map(c -> c.substring(AT.length()));
    }

    /** Whether an interrupted run had settled its last page. */
    static boolean readToTheEnd(Run run) {
        return run.cursor().filter(END::equals).isPresent();
    }

    Ending go() throws InterruptedException {
        if (!readToTheEnd(run)) {
            Optional<Ending> early = readPages();
            if (early.isPresent()) {
                return early.get();
            }
        }
        crash.reached(CrashPoint.Step.LAST_PAGE_SETTLED);
        Ending ending = new Completeness(store).check(run);
        if (ending.state() == RunState.COMPLETED) {
            release.ifPresent(Release::go);
            leaving.run();
            return cancelled.getAsBoolean() ? cancelledHere() : ending;
        }
        return ending;
    }

    private Optional<Ending> readPages() throws InterruptedException {
        bulk.ifPresent(BulkPass::resume);
        Pages reading = pages.get();
        Optional<BulkPass> gathering = Optional.empty();
        Optional<ConnectorException> end = Optional.empty();
        boolean first = true;
        for (Optional<ContactPage> page = reading.next(); page.isPresent(); page = reading.next()) {
            crash.reached(CrashPoint.Step.PAGE_READ);
            if (first) {
                OptionalLong total = page.get().total();
                gathering = bulk.filter(way -> way.isFor(total));
                first = false;
            }
            end = gathering.isPresent() ? gather(page.get(), gathering.get()) : work(page.get());
            if (end.isPresent()) {
                return Optional.of(ending(end.get()));
            }
        }
        end = gathering.flatMap(BulkPass::end);
        if (end.isPresent()) {
            return Optional.of(ending(end.get()));
        }
        return cancelled.getAsBoolean() ? Optional.of(cancelledHere()) : Optional.empty();
    }

    private Ending ending(ConnectorException failure) {
        return cancelled.getAsBoolean() ? cancelledHere() : failed(failure);
    }

    private Ending cancelledHere() {
        return bulk.filter(BulkPass::hasWaited).isEmpty()
                ? cancelled()
                : new Ending(
                        RunState.CANCELLED,
                        "Cancelled on request; what was written stays, and imports that were under way have ended.");
    }

    static Ending failed(ConnectorException failure) {
        return new Ending(RunState.FAILED, String.valueOf(failure.getMessage()));
    }

    static Ending cancelled() {
        return new Ending(RunState.CANCELLED, "Cancelled on request; what was written stays.");
    }

    private Optional<ConnectorException> gather(ContactPage page, BulkPass way) {
        return way.take(seen.leaveOutSeen(page.contacts()), page.total(), cursorAfter(page));
    }

    static String cursorAfter(ContactPage page) {
        return page.next().map(AT::concat).orElse(END);
    }

    private Optional<ConnectorException> work(ContactPage page) {
        Collection<Contact> contacts = seen.leaveOutSeen(page.contacts());
        for (Batch batch : Batch.split(contacts, page.total(), cursorAfter(page))) {
            try (ContactLocks.Held held = steps.hold(batch.contacts())) {
                Optional<ConnectorException> end = work(batch);
                if (end.isPresent()) {
                    return end;
                }
            }
        }
        crash.reached(CrashPoint.Step.PAGE_SETTLED);
        return Optional.empty();
    }

    private Optional<ConnectorException> work(Batch batch) {
        List<Plan> plans = steps.plan(batch.contacts());
        crash.reached(CrashPoint.Step.PAGE_PLANNED);
        steps.storeIntents(plans);
        crash.reached(CrashPoint.Step.INTENT_STORED);
        Delivery.Delivered delivered = delivery.deliver(plans, steps::storeIntents, cancelled);
        crash.reached(CrashPoint.Step.PAGE_DELIVERED);
        PassSteps.Place place = batch.place();
        boolean proven = delivered.end().isEmpty();
        steps.settle(delivered.outcomes(), proven ? place : new PassSteps.Place(place.total(), Optional.empty()));
        return delivered.end();
    }

    /** Contacts that are settled together; only the last ones of a page move the cursor. */
    private record Batch(List<Contact> contacts, PassSteps.Place place) {
        static List<Batch> split(Collection<Contact> contacts, OptionalLong total, String cursor) {
            List<List<Contact>> parts = PassSteps.parts(List.copyOf(contacts));
            List<Batch> batches = new ArrayList<>();
            parts.stream()
                    .limit(Math.max(0, parts.size() - 1))
                    .forEach(part -> batches.add(new Batch(part, PassSteps.Place.NOWHERE)));
            List<Contact> last = parts.isEmpty() ? List.of() : parts.get(parts.size() - 1);
            batches.add(new Batch(last, new PassSteps.Place(total, Optional.of(cursor))));
            return batches;
        }
    }
}
