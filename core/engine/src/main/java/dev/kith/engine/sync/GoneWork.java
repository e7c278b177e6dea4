package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.home.IntegrationSettings;
import dev.kith.engine.home.IntegrationSettings.Leaving;
import dev.kith.engine.home.IntegrationSettings.OutOfScope;
import dev.kith.engine.store.EventClaim;
import dev.kith.engine.store.EventOutcome;
import dev.kith.engine.store.EventOutcome.Ended;
import dev.kith.engine.store.EventSettlement;
import dev.kith.engine.store.EventState;
import dev.kith.engine.store.FreedValue;
import dev.kith.engine.store.LedgerEntry;
import dev.kith.engine.store.Link;
import dev.kith.engine.store.NewEvent;
import dev.kith.engine.store.StagedAction;
import dev.kith.engine.store.Store;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ProfileEraser;
import dev.kith.spi.ProfileReader;
import dev.kith.spi.WriteResult;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** What an event of a contact that left leads to: the same as {@link LeavingPass}, for one contact, settled with its events. */
final class GoneWork {
    private final Store store;
    private final ContactLocks locks;
    private final Supplier<EventTools> tools;
    private final Supplier<Optional<ProfileReader>> reader;
    private final Supplier<Optional<ProfileEraser>> eraser;
    private final Leaving leaving;
    private final EventErasures erasures;
    private final CrashPoint crash;
    private final Clock clock;

    GoneWork(
            Store store,
            ContactLocks locks,
            Supplier<EventTools> tools,
            Supplier<Optional<ProfileReader>> reader,
            Supplier<Optional<ProfileEraser>> eraser,
            Leaving leaving,
            EventErasures erasures,
            CrashPoint crash,
            Clock clock) {
        this.store = requireNonNull(store, "store");
        this.locks = requireNonNull(locks, "locks");
        this.tools = requireNonNull(tools, "tools");
        this.reader = requireNonNull(reader, "reader");
        this.eraser = requireNonNull(eraser, "eraser");
        this.leaving = requireNonNull(leaving, "leaving");
        this.erasures = requireNonNull(erasures, "erasures");
        this.crash = requireNonNull(crash, "crash");
        this.clock = requireNonNull(clock, "clock");
    }

    /**
     * Settles a contact whose deletion was told and that a lookup didn't find; the thread holds no contact yet.
     *
     * @param put further events that the settle puts in
     * @return false, with nothing done, when the contact is there after all
     */
    boolean work(EventClaim claim, String key, List<NewEvent> put) {
        Optional<Link> known = store.links().find(claim.integration(), key);
        known.ifPresent(link -> carryOver(claim.integration(), link));
        try (ContactLocks.Held held = locks.hold(List.of(key))) {
            if (!tools.get().lookup().fetch(List.of(key)).isEmpty()) {
                return false;
            }
            Optional<Link> before = store.links().find(claim.integration(), key);
            if (before.isPresent() && !Gone.isSettled(before.get())) {
                settle(claim, before.get(), put);
            } else {
                ignore(claim, before, put);
            }
            return true;
        }
    }

    private void carryOver(String integration, Link link) {
        optOuts(integration).of(List.of(link)).values().stream().findFirst().ifPresent(failure -> {
            throw failure;
        });
    }

    /** An event that came after its contact was erased leaves no trace of it either. */
    private void ignore(EventClaim claim, Optional<Link> known, List<NewEvent> put) {
        EventSettlement ignored = EventSettlement.of(
                claim, put, new Ended(EventState.IGNORED, "The contact is gone, and had left nothing to do."));
        if (known.isEmpty() && leaving.gone() == IntegrationSettings.Gone.ERASE) {
            store.inbox().settleErased(ignored, claim.subject().id());
        } else {
            store.inbox().settle(ignored);
        }
    }

    private void settle(EventClaim claim, Link before, List<NewEvent> put) {
        store.inbox().intend(claim, Gone.intent(before));
        crash.reached(CrashPoint.Step.EVENT_INTENT_STORED);
        if (leaving.gone() != IntegrationSettings.Gone.ERASE) {
            unlink(claim, before, put);
            return;
        }
        EventErasures.Verdict verdict = judge(claim, before, Erasure.GONE);
        if (verdict.mayGo()) {
            erase(before);
            crash.reached(CrashPoint.Step.EVENT_DELIVERED);
            store.inbox().settleErased(erased(claim, before, put), before.contactKey());
        } else {
            withdraw(claim, before, verdict.waiting(), put);
        }
    }

    private EventErasures.Verdict judge(EventClaim claim, Link link, Erasure why) {
        return Erasure.isOf(link)
                ? erasures.judge(claim.integration(), link.contactKey(), why, clock.instant())
                : new EventErasures.Verdict(true, List.of());
    }

    /** Whether a person, or a run, has let the profile of a contact be erased that was found gone before. */
    boolean isToBeErased(String integration, String key) {
        return leaving.gone() == IntegrationSettings.Gone.ERASE && erasures.isReleased(integration, key, Erasure.GONE);
    }

    private EventSettlement erased(EventClaim claim, Link before, List<NewEvent> put) {
        return new EventSettlement(
                claim,
                Optional.empty(),
                Gone.erased(before, clock.instant()),
                Gone.freed(before, tools.get().audience()),
                put,
                List.of(),
                new Ended(
                        EventState.APPLIED,
                        "The contact is gone from the CRM; its profile was erased, and it is forgotten."));
    }

    private void unlink(EventClaim claim, Link before, List<NewEvent> put) {
        Ended outcome = new Ended(
                EventState.APPLIED, Gone.listed(before, leaving.gone()).cause());
        end(claim, before, new Way(leaving.gone(), Gone::unlinked, List.of(), outcome), put);
    }

    /** While the erasure waits, or a person said no: the contact stays begun, and only its consents end. */
    private void withdraw(EventClaim claim, Link before, List<StagedAction> waiting, List<NewEvent> put) {
        EventOutcome outcome = waiting.isEmpty()
                ? new Ended(EventState.APPLIED, "Consents were withdrawn; a person said not to erase the profile.")
                : ContactWork.waiting(waiting);
        end(claim, before, new Way(IntegrationSettings.Gone.WITHDRAW, Gone::intent, waiting, outcome), put);
    }

    /**
     * How a contact ends whose profile stays.
     *
     * @param after what is remembered when the withdrawals arrived
     * @param staged what waits for a person
     */
    private record Way(
            IntegrationSettings.Gone how, UnaryOperator<Link> after, List<StagedAction> staged, EventOutcome outcome) {}

    private void end(EventClaim claim, Link before, Way way, List<NewEvent> put) {
        EventTools now = tools.get();
        Instant readAfter = clock.instant();
        Delivery.Delivered delivered = now.delivery().deliver(List.of(Gone.plan(before, way.how())), () -> true);
        crash.reached(CrashPoint.Step.EVENT_DELIVERED);
        delivered.end().ifPresent(failure -> {
            throw failure;
        });
        Written written = delivered.outcomes().get(0);
        Settle.Settled settled = new Settle(now.audience(), before.lastSeenRun(), readAfter, LabelsOwed.NONE)
                .settle(written, clock.instant());
        Optional<ConnectorException> failure = written.result().flatMap(WriteResult::failure);
        EventOutcome outcome = failure.isPresent()
                ? Retries.ofTheContact(claim, String.valueOf(failure.get().getMessage()), clock.instant())
                : way.outcome();
        Link link =
                failure.isPresent() ? Gone.intent(settled.link()) : way.after().apply(settled.link());
        store.inbox()
                .settle(new EventSettlement(
                        claim,
                        Optional.of(link),
                        settled.ledger(),
                        List.of(),
                        put,
                        List.of(),
                        Optional.of(new EventSettlement.Staged(link.contactKey(), way.staged(), "")),
                        outcome));
    }

    /** Erases the profile of a contact that an event found out of scope, where that is wanted (S9, D10), or stages that. */
    Settle.Settled outOfScope(EventClaim claim, Settle.Settled settled) {
        Link link = settled.link();
        if (leaving.outOfScope() == OutOfScope.KEEP || link.inScope() || !link.profile() || link.dirty()) {
            return settled;
        }
        EventErasures.Verdict verdict = judge(claim, link, Erasure.OUT_OF_SCOPE);
        if (!verdict.mayGo()) {
            return settled.staging(verdict.waiting());
        }
        store.inbox().intend(claim, new Memory(link).dirty().link());
        erase(link);
        List<LedgerEntry> ledger = new ArrayList<>(settled.ledger());
        ledger.addAll(Gone.erased(link, LeavingPass.NO_LONGER, clock.instant()));
        List<FreedValue> freed = new ArrayList<>(settled.freed());
        freed.addAll(Gone.freed(link, tools.get().audience()));
        Link erased = new Memory(link).erased().clean().link();
        return new Settle.Settled(
                erased, true, settled.delta(), settled.issues(), ledger, settled.labels(), freed, settled.staged());
    }

    /** The one place where an event deletes a profile. */
    private void erase(Link link) {
        if (link.profile() || link.dirty()) {
            eraser.get().orElseThrow(Erasing::cantErase).erase(link.contactKey());
        }
    }

    private CarriedOptOuts optOuts(String integration) {
        EventTools now = tools.get();
        return new CarriedOptOuts(
                store,
                integration,
                locks,
                now.audience(),
                now.labelsOwed(),
                key -> reader.get().flatMap(audience -> audience.consents(key)),
                now.delivery(),
                clock);
    }
}
