package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.rules.RuleSet;
import dev.kith.engine.store.Link;
import dev.kith.engine.store.Run;
import dev.kith.engine.store.RunKind;
import dev.kith.engine.store.RunState;
import dev.kith.engine.store.Settlement;
import dev.kith.engine.store.Store;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.Contact;
import dev.kith.spi.ContactPage;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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
 *   <li>store what is about to be written, deliver it, settle it with the cursor in one transaction
 *   <li>after the last page: compare what was read with what the source counted
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
    private final String owner;
    private final RuleSet ruleSet;
    private final Planner planner;
    private final Delivery delivery;
    private final Settle settle;
    private final Supplier<Pages> pages;
    private final SeenKeys seen;
    private final CrashPoint crash;
    private final Clock clock;
    private final BooleanSupplier cancelled;

    Pass(Store store, Run run, String owner, RuleSet ruleSet, Parts parts, CrashPoint crash, Clock clock) {
        this.store = requireNonNull(store, "store");
        this.run = requireNonNull(run, "run");
        this.owner = requireNonNull(owner, "owner");
        this.ruleSet = requireNonNull(ruleSet, "ruleSet");
        this.planner = parts.planner();
        this.delivery = parts.delivery();
        this.settle = parts.settle();
        this.pages = parts.pages();
        this.cancelled = parts.cancelled();
        this.seen = new SeenKeys(store, run);
        this.crash = requireNonNull(crash, "crash");
        this.clock = requireNonNull(clock, "clock");
    }

    /** What a pass works with. */
    record Parts(Planner planner, Delivery delivery, Settle settle, Supplier<Pages> pages, BooleanSupplier cancelled) {}

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
        return new Completeness(store).check(run);
    }

    private Optional<Ending> readPages() throws InterruptedException {
        Pages reading = pages.get();
        for (Optional<ContactPage> page = reading.next(); page.isPresent(); page = reading.next()) {
            crash.reached(CrashPoint.Step.PAGE_READ);
            Optional<ConnectorException> end = work(page.get());
            if (end.isPresent()) {
                return Optional.of(cancelled.getAsBoolean() ? cancelled() : failed(end.get()));
            }
            crash.reached(CrashPoint.Step.PAGE_SETTLED);
        }
        return cancelled.getAsBoolean() ? Optional.of(cancelled()) : Optional.empty();
    }

    static Ending failed(ConnectorException failure) {
        return new Ending(RunState.FAILED, String.valueOf(failure.getMessage()));
    }

    static Ending cancelled() {
        return new Ending(RunState.CANCELLED, "Cancelled on request; what was written stays.");
    }

    private Optional<ConnectorException> work(ContactPage page) {
        Collection<Contact> contacts = seen.leaveOutSeen(page.contacts());
        List<Batch> batches =
                Batch.split(contacts, page.total(), page.next().map(AT::concat).orElse(END));
        for (Batch batch : batches) {
            Optional<ConnectorException> end = work(batch);
            if (end.isPresent()) {
                return end;
            }
        }
        return Optional.empty();
    }

    private Optional<ConnectorException> work(Batch batch) {
        List<Plan> plans = plan(batch.contacts());
        crash.reached(CrashPoint.Step.PAGE_PLANNED);
        if (run.kind() == RunKind.DRY_RUN) {
            store.runs().settle(new Settlements(run, owner).ofDryRun(plans, batch));
            return Optional.empty();
        }
        storeIntents(plans);
        crash.reached(CrashPoint.Step.INTENT_STORED);
        Delivery.Delivered delivered = delivery.deliver(plans, cancelled);
        crash.reached(CrashPoint.Step.PAGE_DELIVERED);
        List<Settle.Settled> settled = delivered.outcomes().stream()
                .map(outcome -> settle.settle(outcome, clock.instant()))
                .toList();
        Batch proven = delivered.end().isPresent() ? batch.withoutCursor() : batch;
        store.runs().settle(new Settlements(run, owner).of(settled, proven));
        return delivered.end();
    }

    private List<Plan> plan(List<Contact> contacts) {
        Map<String, Link> links = store.links()
                .find(run.integration(), contacts.stream().map(Contact::key).toList());
        List<Plan> plans = new ArrayList<>(contacts.size());
        for (Contact contact : contacts) {
            Link before = links.getOrDefault(contact.key(), Memory.empty(run.integration(), contact.key()));
            plans.add(planner.plan(contact, before, ruleSet.decide(contact)));
        }
        return plans;
    }

    private void storeIntents(List<Plan> plans) {
        List<Link> intents = plans.stream()
                .filter(plan -> plan.write().isPresent())
                .map(Settle::intent)
                .toList();
        if (!intents.isEmpty()) {
            store.runs().intend(run.id(), owner, intents);
        }
    }

    /**
     * Contacts that are settled together.
     *
     * @param cursor where reading goes on once they are; empty for all but the last batch of a page
     */
    record Batch(List<Contact> contacts, OptionalLong total, Optional<String> cursor) {
        static List<Batch> split(Collection<Contact> contacts, OptionalLong total, String cursor) {
            List<Contact> all = List.copyOf(contacts);
            List<Batch> batches = new ArrayList<>();
            int size = Settlement.MAX_CONTACTS;
            int from = 0;
            for (; all.size() - from > size; from += size) {
                batches.add(new Batch(all.subList(from, from + size), OptionalLong.empty(), Optional.empty()));
            }
            batches.add(new Batch(all.subList(from, all.size()), total, Optional.of(cursor)));
            return batches;
        }

        Batch withoutCursor() {
            return new Batch(contacts, total, Optional.empty());
        }
    }
}
