package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.GuardLimit;
import dev.kith.engine.store.Run;
import dev.kith.engine.store.StagedKind;
import dev.kith.engine.store.Store;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.Contact;
import dev.kith.spi.ContactLookup;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Counts what a run has staged, after its last page, and delivers what is let through: each contact is read again and
 * planned anew. A crash anywhere leaves released rows, which the resumed run delivers. Used by one thread.
 */
final class Release {
    private static final int AT_A_TIME = 100;

    /** Erasures are staged, counted and done later, by {@link LeavingPass}. */
    private static final Set<StagedKind> HERE = EnumSet.complementOf(EnumSet.of(StagedKind.ERASE));

    private final Store store;
    private final Run run;
    private final String owner;
    private final GuardLimit limit;
    private final Optional<MergePass> merges;
    private final Parts parts;
    private final CrashPoint crash;
    private final BooleanSupplier cancelled;

    Release(
            Store store,
            Run run,
            String owner,
            GuardLimit limit,
            Optional<MergePass> merges,
            Parts parts,
            CrashPoint crash,
            BooleanSupplier cancelled) {
        this.store = requireNonNull(store, "store");
        this.run = requireNonNull(run, "run");
        this.owner = requireNonNull(owner, "owner");
        this.limit = requireNonNull(limit, "limit");
        this.merges = requireNonNull(merges, "merges");
        this.parts = requireNonNull(parts, "parts");
        this.crash = requireNonNull(crash, "crash");
        this.cancelled = requireNonNull(cancelled, "cancelled");
    }

    /** What contacts are read, planned and delivered with. */
    record Parts(
            PassSteps steps, GuardedDelivery delivery, ContactLookup lookup, ContactLocks locks, Patience patience) {}

    /**
     * Decides and delivers; a cancelled run leaves the rest to the next.
     *
     * @throws ConnectorException the failure that ends the run
     */
    void go() {
        merges.ifPresentOrElse(MergePass::stage, () -> store.staged().forgetMergesBefore(run));
        judge();
        crash.reached(CrashPoint.Step.STAGED_JUDGED);
        merges.ifPresent(MergePass::go);
        do {
            deliverAll();
        } while (judge() > 0 && !cancelled.getAsBoolean());
    }

    private int judge() {
        return store.staged().judge(run, owner, HERE, limit);
    }

    private void deliverAll() {
        String after = "";
        while (!cancelled.getAsBoolean()) {
            List<String> keys = store.staged().released(run.integration(), after, AT_A_TIME);
            if (keys.isEmpty()) {
                return;
            }
            try (ContactLocks.Held held = parts.locks().hold(keys)) {
                deliver(keys);
            }
            after = keys.get(keys.size() - 1);
        }
    }

    private void deliver(List<String> keys) {
        Map<String, Contact> contacts = new LinkedHashMap<>();
        parts.patience()
                .call(() -> parts.lookup().fetch(keys), cancelled)
                .forEach(contact -> contacts.putIfAbsent(contact.key(), contact));
        contacts.keySet().retainAll(keys);
        List<Plan> plans = parts.steps().plan(List.copyOf(contacts.values()));
        parts.steps().storeIntents(plans);
        crash.reached(CrashPoint.Step.RELEASE_INTENT_STORED);
        Delivery.Delivered delivered = parts.delivery().deliver(plans, parts.steps()::storeIntents, cancelled);
        crash.reached(CrashPoint.Step.RELEASE_DELIVERED);
        parts.steps().settleAgain(delivered.outcomes());
        delivered.end().ifPresent(failure -> {
            throw failure;
        });
        Set<String> hidden = new HashSet<>(keys);
        hidden.removeAll(contacts.keySet());
        store.staged().forget(run.integration(), hidden);
    }
}
