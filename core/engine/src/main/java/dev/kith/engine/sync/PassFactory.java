package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.home.IntegrationSettings.Bulk;
import dev.kith.engine.home.IntegrationSettings.Leaving;
import dev.kith.engine.home.IntegrationSettings.RunSettings;
import dev.kith.engine.home.IntegrationSettings.TwoWay;
import dev.kith.engine.plugin.Waiting;
import dev.kith.engine.rules.RuleSet;
import dev.kith.engine.store.Run;
import dev.kith.engine.store.RunKind;
import dev.kith.engine.store.RunState;
import dev.kith.engine.store.StagedKind;
import dev.kith.engine.store.Store;
import dev.kith.spi.BulkLimits;
import dev.kith.spi.BulkProfileSink;
import dev.kith.spi.ContactPage;
import dev.kith.spi.ContactSource;
import dev.kith.spi.ProfileMerger;
import dev.kith.spi.Urgency;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Asks the two systems what they have and puts the parts of a pass together. Blocks on both systems. */
final class PassFactory implements RunWork {
    /** Bounds the memory of a batch. */
    private static final int MOST_HELD = 10_000;

    private final Systems systems;
    private final Store store;
    private final Patience patience;
    private final Waiting waiting;
    private final RunSettings settings;
    private final TwoWay twoWay;
    private final Leaving leaving;
    private final Gates gates;
    private final ContactLocks locks;
    private final CrashPoint crash;
    private final Clock clock;

    PassFactory(
            Systems systems,
            Store store,
            Patience patience,
            Waiting waiting,
            RunSettings settings,
            TwoWay twoWay,
            Leaving leaving,
            Gates gates,
            ContactLocks locks,
            CrashPoint crash,
            Clock clock) {
        this.systems = requireNonNull(systems, "systems");
        this.store = requireNonNull(store, "store");
        this.patience = requireNonNull(patience, "patience");
        this.waiting = requireNonNull(waiting, "waiting");
        this.settings = requireNonNull(settings, "settings");
        this.twoWay = requireNonNull(twoWay, "twoWay");
        this.leaving = requireNonNull(leaving, "leaving");
        this.gates = requireNonNull(gates, "gates");
        this.locks = requireNonNull(locks, "locks");
        this.crash = requireNonNull(crash, "crash");
        this.clock = requireNonNull(clock, "clock");
    }

    @Override
    public Pass.Ending go(Run run, String owner, Executor reader, BooleanSupplier stop) throws InterruptedException {
        RuleSet rules = systems.ruleSet(run.ruleSetVersion());
        Descriptions now = systems.describe();
        List<String> gaps = now.gaps(rules);
        return gaps.isEmpty()
                ? make(run, owner, rules, new Audience(now.audience()), reader, stop)
                        .go()
                : new Pass.Ending(RunState.FAILED, String.join("\n", gaps));
    }

    private Pass make(Run run, String owner, RuleSet rules, Audience audience, Executor reader, BooleanSupplier stop) {
        Managed managed = new Managed(rules.attributes(), rules.consentLabels());
        Planner planner = new Planner(managed, audience, rules.version(), run.force()).readBy(systems.reading());
        LabelsOwed owed = LabelsOwed.of(managed, audience).travelling(twoWay);
        Settle settle = new Settle(audience, run.id(), clock.instant(), owed);
        Gate gate = gates.ofRun(audience, run.id());
        PassSteps steps = new PassSteps(store, run, owner, rules::decide, planner, gate, settle, locks, clock);
        Optional<ProfileMerger> merger = systems.audience().merger();
        Delivery delivery = new Delivery(
                systems.audience().sink(), merger.map(m -> new Merger(m, patience)), patience, Urgency.RUN);
        GuardedDelivery guarded = new GuardedDelivery(delivery, gate);
        Optional<MergePass> merges = merger.filter(m -> mayMerge())
                .map(m -> new MergePass(
                        store,
                        run,
                        owner,
                        new MergePass.Parts(
                                steps,
                                new Merging(planner, audience, m, patience),
                                delivery,
                                systems.crm().lookup(),
                                audience,
                                locks,
                                patience),
                        crash,
                        clock,
                        stop));
        Pass.Parts parts = new Pass.Parts(
                steps,
                guarded,
                bulk(run, owner, audience, steps, guarded, stop),
                Optional.of(release(run, owner, steps, guarded, merges, stop)),
                leaving(run, owner, audience, managed, delivery, stop)::go,
                () -> new Pages(source(run), patience, reader, stop, Pass.startOf(run)),
                stop);
        return new Pass(store, run, parts, crash);
    }

    private Function<Optional<String>, ContactPage> source(Run run) {
        ContactSource source = systems.crm().source();
        return run.kind() == RunKind.NEW_CONTACTS
                ? new NewContacts(store, run.integration(), systems.crm().lookup(), source)
                : source::readAll;
    }

    private LeavingPass leaving(
            Run run, String owner, Audience audience, Managed managed, Delivery delivery, BooleanSupplier stop) {
        CarriedOptOuts optOuts = new CarriedOptOuts(
                store,
                run.integration(),
                locks,
                audience,
                LabelsOwed.of(managed, audience),
                key -> systems.audience().reader().flatMap(reader -> patience.call(() -> reader.consents(key), stop)),
                delivery,
                clock);
        LeavingPass.Parts parts = new LeavingPass.Parts(
                optOuts,
                audience,
                delivery,
                systems.crm().lookup(),
                new Erasing(systems.audience().eraser(), patience, stop),
                new RunErasures(store, run, owner, gates.limit()),
                new SettingsDoubt(
                        systems.reading(), gates.limit(), () -> store.links().linked(run.integration())),
                locks,
                patience);
        return new LeavingPass(store, run, owner, leaving, parts, crash, clock, stop);
    }

    /** Also with imports switched off, as long as this run has some to end. */
    private Optional<BulkPass> bulk(
            Run run, String owner, Audience audience, PassSteps steps, GuardedDelivery delivery, BooleanSupplier stop) {
        boolean begun = !store.importJobs().of(run.id()).isEmpty();
        if (run.kind() != RunKind.FULL || (settings.bulk() == Bulk.OFF && !begun)) {
            return Optional.empty();
        }
        return systems.audience()
                .bulkSink()
                .map(sink -> new BulkPass(
                        steps, delivery(sink, run, owner, audience), delivery, crash, stop, most(sink.limits())));
    }

    private boolean mayMerge() {
        return settings.merge() && !gates.never().contains(StagedKind.MERGE);
    }

    private Release release(
            Run run,
            String owner,
            PassSteps steps,
            GuardedDelivery delivery,
            Optional<MergePass> merges,
            BooleanSupplier stop) {
        Release.Parts parts = new Release.Parts(steps, delivery, systems.crm().lookup(), locks, patience);
        return new Release(store, run, owner, gates.limit(), merges, parts, crash, stop);
    }

    private BulkDelivery delivery(BulkProfileSink sink, Run run, String owner, Audience audience) {
        Imports imports = new Imports(sink, patience, waiting, store.importJobs(), run, owner, crash);
        KeyLookup keys = new KeyLookup(store, run, audience, systems.audience().exporter(), patience);
        int fewest = fewest(settings, sink.limits());
        return new BulkDelivery(imports, keys, audience, patience, fewest, store.importJobs(), run.id());
    }

    private static int most(BulkLimits limits) {
        return Math.min(MOST_HELD, limits.mostRows());
    }

    private static int fewest(RunSettings settings, BulkLimits limits) {
        return switch (settings.bulk()) {
            case AUTO -> Math.max(settings.bulkFrom(), limits.fewestRows());
            case ON -> 1;
            case OFF -> Integer.MAX_VALUE;
        };
    }
}
