package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.home.IntegrationSettings.TwoWay;
import dev.kith.engine.store.EventClaim;
import dev.kith.engine.store.EventOutcome;
import dev.kith.engine.store.EventOutcome.Ended;
import dev.kith.engine.store.EventSettlement;
import dev.kith.engine.store.EventState;
import dev.kith.engine.store.Link;
import dev.kith.engine.store.NewEvent;
import dev.kith.engine.store.RunIssue;
import dev.kith.engine.store.StagedAction;
import dev.kith.engine.store.Store;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.Contact;
import dev.kith.spi.Notice;
import dev.kith.spi.WriteResult;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * One contact's way by an event: fetched as it is now, decided, planned, delivered, settled with the claim's events. From
 * fetch to settle nobody else touches the contact.
 */
final class ContactWork implements SubjectWork {
    private final Store store;
    private final ContactLocks locks;
    private final Supplier<EventTools> tools;
    private final NewContactWait newContacts;
    private final TwoWay twoWay;
    private final Runnable labelsOwed;
    private final GoneWork gone;
    private final Gates gates;
    private final ListRefresh lists;
    private final CrashPoint crash;
    private final Clock clock;

    /** @param labelsOwed called when there are labels that the CRM has to change */
    ContactWork(
            Store store,
            ContactLocks locks,
            Supplier<EventTools> tools,
            NewContactWait newContacts,
            TwoWay twoWay,
            Runnable labelsOwed,
            GoneWork gone,
            Gates gates,
            ListRefresh lists,
            CrashPoint crash,
            Clock clock) {
        this.store = requireNonNull(store, "store");
        this.locks = requireNonNull(locks, "locks");
        this.tools = requireNonNull(tools, "tools");
        this.newContacts = requireNonNull(newContacts, "newContacts");
        this.twoWay = requireNonNull(twoWay, "twoWay");
        this.labelsOwed = requireNonNull(labelsOwed, "labelsOwed");
        this.gone = requireNonNull(gone, "gone");
        this.gates = requireNonNull(gates, "gates");
        this.lists = requireNonNull(lists, "lists");
        this.crash = requireNonNull(crash, "crash");
        this.clock = requireNonNull(clock, "clock");
    }

    @Override
    public void work(EventClaim claim) {
        work(claim, claim.subject().id(), List.of());
    }

    /**
     * What a contact is worked on with, the same from its fetch to its settle.
     *
     * @param put further events that the settle puts in
     */
    private record Case(EventClaim claim, Link before, EventTools tools, Settle settle, List<NewEvent> put) {}

    /** @param put further events that the settle puts in */
    void work(EventClaim claim, String key, List<NewEvent> put) {
        End end = asFound(claim, key, put);
        while (end == End.GONE && !gone.work(claim, key, put)) {
            end = asFound(claim, key, put);
        }
        if (end == End.OWING) {
            labelsOwed.run();
        }
    }

    /** How far a contact came while it was held. */
    private enum End {
        SETTLED,
        /** Settled, and the CRM has to change labels. */
        OWING,
        /** Nothing is done yet. */
        GONE
    }

    private End asFound(EventClaim claim, String key, List<NewEvent> put) {
        try (ContactLocks.Held held = locks.hold(List.of(key))) {
            return work(begin(claim, key, put), key);
        }
    }

    private Case begin(EventClaim claim, String key, List<NewEvent> put) {
        EventTools now = tools.get();
        Link before =
                store.links().find(claim.integration(), key).orElseGet(() -> Memory.empty(claim.integration(), key));
        Settle settle = new Settle(
                now.audience(),
                before.lastSeenRun(),
                clock.instant(),
                now.labelsOwed().travelling(twoWay));
        return new Case(claim, before, now, settle, put);
    }

    private End work(Case given, String key) {
        Optional<Contact> contact =
                given.tools().lookup().fetch(List.of(key)).stream().findFirst();
        contact.ifPresent(now -> lists.look(now, given.tools().labelLists()));
        return contact.isPresent() ? present(given, contact.get()) : absent(given);
    }

    private End present(Case given, Contact contact) {
        EventTools now = given.tools();
        Plan plan = now.planner().plan(contact, given.before(), now.rules().apply(contact));
        crash.reached(CrashPoint.Step.EVENT_PLANNED);
        Optional<EventOutcome.Held> wait = newContacts.until(plan, given.claim(), clock.instant());
        if (wait.isPresent()) {
            // Remembered without what a delivery would add, so that a catch-up doesn't find it new again and again.
            Link seen = new Memory(given.before())
                    .decided(true, plan.after().sourceHash(), plan.after().ruleSetVersion())
                    .readBy(plan.after().reading())
                    .link();
            return settle(given, Optional.of(seen), wait.get());
        }
        if (plan.situation() == Situation.REJECT) {
            EventOutcome rejected = Retries.ofTheContact(given.claim(), causes(plan.issues()), clock.instant());
            return settle(given, Optional.empty(), rejected);
        }
        return deliver(given, plan, List.of(contact));
    }

    /**
     * A lookup can't tell deleted from hidden: the contact is gone only where a deletion was told (T37), or where it was found
     * gone before and its erasure is let through by now.
     */
    private End absent(Case given) {
        boolean told = given.claim().kinds().contains(Notice.Kind.DELETED)
                && given.claim().subject().id().equals(given.before().contactKey());
        if (told
                || gone.isToBeErased(given.claim().integration(), given.before().contactKey())) {
            return End.GONE;
        }
        String cause = "The CRM doesn't show the contact; it may be hidden. Nothing was changed.";
        return settle(given, Optional.empty(), new Ended(EventState.IGNORED, cause));
    }

    private End deliver(Case given, Plan planned, List<Contact> contact) {
        Gate gate = gates.ofEvents(given.tools().audience());
        Plan plan = gate.pass(List.of(planned), contact).get(0);
        if (plan.write().isPresent()) {
            intend(given, GuardedDelivery.first(plan));
            crash.reached(CrashPoint.Step.EVENT_INTENT_STORED);
        }
        Delivery.Delivered delivered = new GuardedDelivery(given.tools().delivery(), gate)
                .deliver(List.of(plan), second -> second.forEach(one -> intend(given, one)), () -> true);
        crash.reached(CrashPoint.Step.EVENT_DELIVERED);
        if (delivered.end().isPresent()) {
            throw delivered.end().get();
        }
        Written written = delivered.outcomes().get(0);
        Settle.Settled settled = gone.outOfScope(given.claim(), given.settle().settle(written, clock.instant()));
        store.inbox()
                .settle(new EventSettlement(
                        given.claim(),
                        settled.changed() ? Optional.of(settled.link()) : Optional.empty(),
                        settled.ledger(),
                        settled.freed(),
                        given.put(),
                        settled.labels(),
                        settled.staged()
                                .map(actions -> new EventSettlement.Staged(
                                        plan.contactKey(),
                                        actions,
                                        Merging.basis(
                                                settled.link(), given.tools().audience()))),
                        outcome(given.claim(), written, settled)));
        if (mayHaveLists(settled.link()) && !mayHaveLists(given.before())) {
            lists.members();
        }
        return settled.labels().isEmpty() ? End.SETTLED : End.OWING;
    }

    private static boolean mayHaveLists(Link link) {
        return link.profile() && link.inScope();
    }

    private void intend(Case given, Plan plan) {
        store.inbox().intend(given.claim(), Settle.intent(plan));
    }

    private End settle(Case given, Optional<Link> link, EventOutcome outcome) {
        store.inbox()
                .settle(new EventSettlement(
                        given.claim(), link, List.of(), List.of(), given.put(), List.of(), outcome));
        return End.SETTLED;
    }

    private EventOutcome outcome(EventClaim claim, Written written, Settle.Settled settled) {
        Optional<ConnectorException> failure = written.result().flatMap(WriteResult::failure);
        if (failure.isPresent()) {
            return Retries.ofTheContact(claim, String.valueOf(failure.get().getMessage()), clock.instant());
        }
        List<StagedAction> staged = settled.staged().orElse(List.of());
        return staged.isEmpty() ? new Ended(state(written), causes(settled.issues())) : waiting(staged);
    }

    static Ended waiting(List<StagedAction> staged) {
        String cause = staged.stream()
                .map(action -> action.kind().word() + " of " + String.join(", ", action.parts()))
                .collect(Collectors.joining("; ", "Waits for approval: ", "."));
        return new Ended(EventState.STAGED, cause);
    }

    private static EventState state(Written written) {
        return switch (written.plan().situation()) {
            case CREATE, UPDATE, WITHDRAW_ONLY -> EventState.APPLIED;
            case UNCHANGED -> EventState.UNCHANGED;
            case OUT_OF_SCOPE -> EventState.OUT_OF_SCOPE;
            case REJECT -> throw new IllegalStateException("A contact that is undecided is never written.");
        };
    }

    private static String causes(Collection<RunIssue> issues) {
        return issues.stream().map(RunIssue::cause).collect(Collectors.joining("; "));
    }
}
