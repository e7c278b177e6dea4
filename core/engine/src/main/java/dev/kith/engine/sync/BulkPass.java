package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.sync.PassSteps.Place;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.Contact;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Gathers what has to be written over many pages into batches worth an import. Used by one thread.
 *
 * <p>Contacts that need no write are settled with their page; the cursor moves only when nothing is held back, so that
 * reading goes on behind the last delivered batch. A contact settled before a crash is left out when its page is read
 * again, so parts of a batch may be settled in transactions of their own.
 */
final class BulkPass {
    /** Few, so that a run's progress is seen and a cancelled one ends soon. */
    private static final int SINGLES_AT_A_TIME = 100;

    private final PassSteps steps;
    private final BulkDelivery bulk;
    private final GuardedDelivery singles;
    private final CrashPoint crash;
    private final BooleanSupplier cancelled;
    private final int most;
    private final List<Plan> held = new ArrayList<>();
    private final Set<String> heldKeys = new HashSet<>();
    private Optional<String> cursor = Optional.empty();

    /** The number says how many writes a batch has at most. */
    BulkPass(
            PassSteps steps,
            BulkDelivery bulk,
            GuardedDelivery singles,
            CrashPoint crash,
            BooleanSupplier cancelled,
            int most) {
        this.steps = requireNonNull(steps, "steps");
        this.bulk = requireNonNull(bulk, "bulk");
        this.singles = requireNonNull(singles, "singles");
        this.crash = requireNonNull(crash, "crash");
        this.cancelled = requireNonNull(cancelled, "cancelled");
        this.most = most;
    }

    /** Waits for imports that were under way when the run was interrupted. */
    void resume() {
        bulk.resume();
    }

    /** Whether imports have ended in this run. */
    boolean hasWaited() {
        return bulk.hasWaited();
    }

    /** Whether a run over that many contacts can come to an import. */
    boolean isFor(OptionalLong total) {
        return bulk.isResumed() || total.isEmpty() || bulk.isWorth(total.getAsLong());
    }

    /**
     * Takes a page in.
     *
     * @param next the cursor after the page
     * @return the failure that ends the run, if one does
     */
    Optional<ConnectorException> take(Collection<Contact> page, OptionalLong total, String next) {
        List<Contact> fresh = page.stream()
                .filter(contact -> !heldKeys.contains(contact.key()))
                .toList();
        for (List<Contact> part : PassSteps.parts(fresh)) {
            Optional<ConnectorException> end = take(part);
            if (end.isPresent() || cancelled.getAsBoolean()) {
                return end;
            }
        }
        cursor = Optional.of(next);
        steps.settle(List.of(), new Place(total, held.isEmpty() ? cursor : Optional.empty()));
        crash.reached(CrashPoint.Step.PAGE_SETTLED);
        return Optional.empty();
    }

    private Optional<ConnectorException> take(List<Contact> contacts) {
        List<Plan> writing;
        try (ContactLocks.Held held = steps.hold(contacts)) {
            writing = settleIdle(steps.plan(contacts));
        }
        if (held.size() + writing.size() > most) {
            Optional<ConnectorException> end = flush();
            if (end.isPresent() || cancelled.getAsBoolean()) {
                return end;
            }
        }
        held.addAll(writing);
        writing.forEach(plan -> heldKeys.add(plan.contactKey()));
        return Optional.empty();
    }

    /** Settles the contacts that need no write; returns the others. */
    private List<Plan> settleIdle(List<Plan> plans) {
        crash.reached(CrashPoint.Step.PAGE_PLANNED);
        List<Written> idle = plans.stream()
                .filter(plan -> plan.write().isEmpty())
                .map(plan -> new Written(plan, Optional.empty()))
                .toList();
        if (!idle.isEmpty()) {
            steps.settle(idle, Place.NOWHERE);
        }
        return plans.stream().filter(plan -> plan.write().isPresent()).toList();
    }

    /** Delivers what is held back, and settles it; a cancelled run leaves what was not begun. */
    private Optional<ConnectorException> flush() {
        if (held.isEmpty() || cancelled.getAsBoolean()) {
            return Optional.empty();
        }
        List<Plan> batch = List.copyOf(held);
        steps.storeIntentsNow(batch);
        crash.reached(CrashPoint.Step.INTENT_STORED);
        BulkDelivery.Delivered delivered = bulk.deliver(batch, steps::storeIntentsNow, cancelled);
        crash.reached(CrashPoint.Step.PAGE_DELIVERED);
        for (List<Written> part : PassSteps.parts(delivered.outcomes())) {
            steps.settleNow(part);
            crash.reached(CrashPoint.Step.BATCH_PART_SETTLED);
        }
        List<Plan> left = new ArrayList<>(delivered.left());
        Optional<ConnectorException> end =
                delivered.end().or(() -> rests(delivered.rests(), left)).or(() -> oneByOne(left));
        if (end.isEmpty() && !cancelled.getAsBoolean()) {
            finish();
        }
        return end;
    }

    /** Delivers the rest after the last page, and says in the log why contacts went one by one. */
    Optional<ConnectorException> end() {
        Optional<ConnectorException> end = flush();
        bulk.singles().tell();
        return end;
    }

    /** Writes what rows left out; a contact whose row isn't there is left for a single write of everything. */
    private Optional<ConnectorException> rests(List<RowRest> rests, List<Plan> left) {
        for (List<RowRest> part : PassSteps.parts(rests, SINGLES_AT_A_TIME)) {
            if (cancelled.getAsBoolean()) {
                return Optional.empty();
            }
            Map<String, RowRest> byKey =
                    part.stream().collect(Collectors.toMap(rest -> rest.plan().contactKey(), Function.identity()));
            Delivery.Delivered delivered =
                    singles.deliver(part.stream().map(RowRest::alone).toList(), steps::storeIntentsNow, cancelled);
            List<Written> outcomes = new ArrayList<>();
            for (Written alone : delivered.outcomes()) {
                RowRest rest = requireNonNull(byKey.get(alone.plan().contactKey()), "rest");
                rest.with(alone.result().orElseThrow()).ifPresentOrElse(outcomes::add, () -> left.add(rest.plan()));
            }
            steps.settleNow(outcomes);
            crash.reached(CrashPoint.Step.BATCH_PART_SETTLED);
            if (delivered.end().isPresent()) {
                return delivered.end();
            }
        }
        left.sort(Comparator.comparing(Plan::contactKey));
        return Optional.empty();
    }

    private Optional<ConnectorException> oneByOne(List<Plan> left) {
        for (List<Plan> part : PassSteps.parts(left, SINGLES_AT_A_TIME)) {
            if (cancelled.getAsBoolean()) {
                return Optional.empty();
            }
            Delivery.Delivered delivered = singles.deliver(part, steps::storeIntentsNow, cancelled);
            steps.settleNow(delivered.outcomes());
            crash.reached(CrashPoint.Step.BATCH_PART_SETTLED);
            if (delivered.end().isPresent()) {
                return delivered.end();
            }
        }
        return Optional.empty();
    }

    private void finish() {
        steps.settle(List.of(), new Place(OptionalLong.empty(), cursor));
        bulk.settled();
        held.clear();
        heldKeys.clear();
        crash.reached(CrashPoint.Step.BATCH_SETTLED);
    }
}
