package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.ListImport;
import dev.kith.engine.store.ListKind;
import dev.kith.engine.store.ListSettings;
import dev.kith.engine.store.Run;
import dev.kith.engine.store.RunState;
import dev.kith.engine.store.Store;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.Reading;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/** Works on the imports of saved lists: asks the two systems what they have and puts the parts of a pass together. */
final class ListImports implements RunWork {
    private final Systems systems;
    private final Store store;
    private final Patience patience;
    private final ContactLocks locks;
    private final CrashPoint crash;
    private final Clock clock;

    ListImports(Systems systems, Store store, Patience patience, ContactLocks locks, CrashPoint crash, Clock clock) {
        this.systems = requireNonNull(systems, "systems");
        this.store = requireNonNull(store, "store");
        this.patience = requireNonNull(patience, "patience");
        this.locks = requireNonNull(locks, "locks");
        this.crash = requireNonNull(crash, "crash");
        this.clock = requireNonNull(clock, "clock");
    }

    @Override
    public Pass.Ending go(Run run, String owner, Executor reader, BooleanSupplier stop) throws InterruptedException {
        String key = run.list().map(ListImport::list).orElseThrow();
        Optional<ListSettings> list = store.savedLists().find(run.integration(), key);
        if (list.isEmpty()) {
            return new Pass.Ending(RunState.FAILED, "Saved list \"" + key + "\" isn't configured.");
        }
        store.savedLists().markStale(run.integration(), key, false);
        return pass(run, owner, list.get(), reader, stop).go();
    }

    private ListPass pass(Run run, String owner, ListSettings list, Executor reader, BooleanSupplier stop) {
        Descriptions now = patience.call(systems::describe, stop);
        ListChoice choice = new ListChoice(now.audience(), systems.ruleSet().orElseThrow());
        Optional<String> clash = choice.clash(list.carrier());
        if (clash.isPresent() && list.kind() != ListKind.OFF) {
            throw new ConnectorException(Kind.CONFIG, clash.get());
        }
        ListSettle settle = new ListSettle(store, run, owner, list);
        ListWriter writer = ListWriter.of(systems.audience(), patience);
        ListRemoval removal = new ListRemoval(
                store,
                run,
                list,
                settle,
                new ListRemoval.Parts(
                        writer,
                        systems.crm().lookup(),
                        patience,
                        label(EventToolbox.labelLists(now.crm()), list.list()),
                        carrier -> choice.clash(carrier).isPresent(),
                        locks),
                stop);
        ListPass.Parts parts = new ListPass.Parts(
                settle,
                writer,
                () -> new Pages(
                        cursor -> systems.crm().source().read(Reading.membersOf(list.list()), cursor),
                        patience,
                        reader,
                        stop,
                        Optional.empty()),
                removal,
                locks,
                crash,
                clock);
        return new ListPass(store, run, list, parts, stop);
    }

    private static Optional<String> label(Map<String, String> labelLists, String list) {
        return labelLists.entrySet().stream()
                .filter(entry -> entry.getValue().equals(list))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
