package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.home.IntegrationSettings.TwoWay;
import dev.kith.engine.store.EventClaim;
import dev.kith.engine.store.EventOutcome;
import dev.kith.engine.store.EventOutcome.Ended;
import dev.kith.engine.store.EventSettlement;
import dev.kith.engine.store.EventState;
import dev.kith.engine.store.LabelChange;
import dev.kith.engine.store.Link;
import dev.kith.engine.store.NewEvent;
import dev.kith.engine.store.RunIssue;
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
    private final CrashPoint crash;
    private final Clock clock;

    ContactWork(
            Store store,
            ContactLocks locks,
            Supplier<EventTools> tools,
            NewContactWait newContacts,
            TwoWay twoWay,
            CrashPoint crash,
            Clock clock) {
        this.store = requireNonNull(store, "store");
        this.locks = requireNonNull(locks, "locks");
        this.tools = requireNonNull(tools, "tools");
        this.newContacts = requireNonNull(newContacts, "newContacts");
        this.twoWay = requireNonNull(twoWay, "twoWay");
        this.crash = requireNonNull(crash, "crash");
        this.clock = requireNonNull(clock, "clock");
    }

    @Override
    public void work(EventClaim claim) {
        work(claim, claim.subject().id(), List.of());
    }

    /** @param put further events that the settle puts in */
    void work(EventClaim claim, String key, List<NewEvent> put) {
        try (ContactLocks.Held held = locks.hold(List.of(key))) {
            Link before = store.links()
                    .find(claim.integration(), key)
                    .orElseGet(() -> Memory.empty(claim.integration(), key));
            Settle settle = new Settle(tools.get().audience(), before.lastSeenRun(), clock.instant());
            Optional<Contact> contact =
                    tools.get().lookup().fetch(List.of(key)).stream().findFirst();
            if (contact.isPresent()) {
                present(claim, contact.get(), before, settle, put);
            } else {
                absent(claim, before, settle, put);
            }
        }
    }

    private void present(EventClaim claim, Contact contact, Link before, Settle settle, List<NewEvent> put) {
        EventTools now = tools.get();
        Plan plan = now.planner().plan(contact, before, now.rules().apply(contact));
        crash.reached(CrashPoint.Step.EVENT_PLANNED);
        Optional<EventOutcome.Held> wait = newContacts.until(plan, claim, clock.instant());
        if (wait.isPresent()) {
            // Remembered without what a delivery would add, so that a catch-up doesn't find it new again and again.
            Link seen = new Memory(before)
                    .decided(true, plan.after().sourceHash(), plan.after().ruleSetVersion())
                    .link();
            settle(claim, Optional.of(seen), put, wait.get());
        } else if (plan.situation() == Situation.REJECT) {
            settle(claim, Optional.empty(), put, Retries.ofTheContact(claim, causes(plan.issues()), clock.instant()));
        } else {
            deliver(claim, plan, settle, put);
        }
    }

    /** A lookup can't tell deleted from hidden: only together with a deletion that was told is the contact gone (T37). */
    private void absent(EventClaim claim, Link before, Settle settle, List<NewEvent> put) {
        boolean told = claim.kinds().contains(Notice.Kind.DELETED)
                && claim.subject().id().equals(before.contactKey());
        boolean mayHaveBeenWritten = !before.sourceHash().isEmpty() || before.dirty();
        if (told && mayHaveBeenWritten) {
            deliver(claim, Gone.plan(before), settle, put);
        } else {
            String cause = told
                    ? "The contact is gone, and had left nothing to do."
                    : "The CRM doesn't show the contact; it may be hidden. Nothing was changed.";
            settle(claim, Optional.empty(), put, new Ended(EventState.IGNORED, cause));
        }
    }

    private void deliver(EventClaim claim, Plan plan, Settle settle, List<NewEvent> put) {
        EventTools now = tools.get();
        if (plan.write().isPresent()) {
            store.inbox().intend(claim, Settle.intent(plan));
            crash.reached(CrashPoint.Step.EVENT_INTENT_STORED);
        }
        Delivery.Delivered delivered = now.delivery().deliver(List.of(plan), () -> true);
        crash.reached(CrashPoint.Step.EVENT_DELIVERED);
        if (delivered.end().isPresent()) {
            throw delivered.end().get();
        }
        Written written = delivered.outcomes().get(0);
        Settle.Settled settled = settle.settle(written, clock.instant());
        store.inbox()
                .settle(new EventSettlement(
                        claim,
                        settled.changed() ? Optional.of(settled.link()) : Optional.empty(),
                        settled.ledger(),
                        settled.freed(),
                        put,
                        owed(plan.before(), settled.link()),
                        outcome(claim, written, settled)));
    }

    /** An opt-out of the audience may have been found on the way. */
    private List<LabelChange> owed(Link before, Link after) {
        return twoWay == TwoWay.OFF ? List.of() : tools.get().labelsOwed().of(before, after);
    }

    private void settle(EventClaim claim, Optional<Link> link, List<NewEvent> put, EventOutcome outcome) {
        store.inbox().settle(new EventSettlement(claim, link, List.of(), List.of(), put, List.of(), outcome));
    }

    private EventOutcome outcome(EventClaim claim, Written written, Settle.Settled settled) {
        Optional<ConnectorException> failure = written.result().flatMap(WriteResult::failure);
        if (failure.isPresent()) {
            return Retries.ofTheContact(claim, String.valueOf(failure.get().getMessage()), clock.instant());
        }
        return new Ended(state(written), causes(settled.issues()));
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
