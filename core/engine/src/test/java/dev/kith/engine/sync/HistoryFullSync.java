package dev.kith.engine.sync;

import dev.kith.engine.store.Run;
import dev.kith.spi.ProfileMerger;
import dev.kith.spi.Urgency;
import java.time.Duration;
import java.util.Optional;

/** The full sync of a history, put together as the engine does it. */
final class HistoryFullSync {
    private final HistoryStage stage;
    private final Run run;
    private final String owner;

    HistoryFullSync(HistoryStage stage, Run run, String owner) {
        this.stage = stage;
        this.run = run;
        this.owner = owner;
    }

    Pass pass(boolean bulk) {
        HistoryRules asBegun = HistoryRules.of(run.ruleSetVersion());
        Patience patience = new Patience(Duration.ofMinutes(5), stage.world.clock, stage.world.clock);
        Gate gate = stage.gates().ofRun(HistoryRules.AUDIENCE, run.id());
        PassSteps steps = new PassSteps(
                stage.store(),
                run,
                owner,
                asBegun::decide,
                asBegun.planner().readBy(stage.reading),
                gate,
                new Settle(
                        HistoryRules.AUDIENCE,
                        run.id(),
                        stage.world.clock.instant(),
                        stage.tools().labelsOwed().travelling(stage.twoWay)),
                stage.locks(),
                stage.world.clock);
        Delivery delivery =
                new Delivery(stage.audience, stage.merger.map(m -> new Merger(m, patience)), patience, Urgency.RUN);
        GuardedDelivery singles = new GuardedDelivery(delivery, gate);
        Release.Parts released = new Release.Parts(steps, singles, stage.crm, stage.locks(), patience);
        boolean imports = bulk || !stage.store().importJobs().of(run.id()).isEmpty();
        Pass.Parts parts = new Pass.Parts(
                steps,
                singles,
                imports ? Optional.of(imports(steps, singles, patience)) : Optional.empty(),
                Optional.of(new Release(
                        stage.store(),
                        run,
                        owner,
                        stage.gates().limit(),
                        stage.merger.map(m -> merges(asBegun, steps, m, delivery, patience)),
                        released,
                        stage.crash,
                        () -> false)),
                leaving(delivery, patience)::go,
                () -> new Pages(stage.crm::readAll, patience, Runnable::run, () -> false, Pass.startOf(run)),
                () -> false);
        return new Pass(stage.store(), run, parts, stage.crash);
    }

    private MergePass merges(
            HistoryRules asBegun, PassSteps steps, ProfileMerger with, Delivery delivery, Patience patience) {
        Merging merging = new Merging(asBegun.planner().readBy(stage.reading), HistoryRules.AUDIENCE, with, patience);
        MergePass.Parts parts = new MergePass.Parts(
                steps, merging, delivery, stage.crm, HistoryRules.AUDIENCE, stage.locks(), patience);
        return new MergePass(stage.store(), run, owner, parts, stage.crash, stage.world.clock, () -> false);
    }

    private LeavingPass leaving(Delivery delivery, Patience patience) {
        CarriedOptOuts optOuts = new CarriedOptOuts(
                stage.store(),
                HistoryStage.ID,
                stage.locks(),
                HistoryRules.AUDIENCE,
                stage.tools().labelsOwed(),
                stage.audience::consents,
                delivery,
                stage.world.clock);
        LeavingPass.Parts parts = new LeavingPass.Parts(
                optOuts,
                HistoryRules.AUDIENCE,
                delivery,
                stage.crm,
                new Erasing(stage.eraser, patience, () -> false),
                new RunErasures(stage.store(), run, owner, stage.gates().limit()),
                new SettingsDoubt(
                        stage.reading,
                        stage.gates().limit(),
                        () -> stage.store().links().linked(HistoryStage.ID)),
                stage.locks(),
                patience);
        return new LeavingPass(
                stage.store(),
                run,
                owner,
                stage.gates().leaving(stage.leaving),
                parts,
                stage.crash,
                stage.world.clock,
                () -> false);
    }

    private BulkPass imports(PassSteps steps, GuardedDelivery singles, Patience patience) {
        Imports imports = new Imports(
                stage.audience, patience, stage.world.clock, stage.store().importJobs(), run, owner, stage.crash);
        KeyLookup keys =
                new KeyLookup(stage.store(), run, HistoryRules.AUDIENCE, Optional.of(stage.audience), patience);
        BulkDelivery delivery = new BulkDelivery(
                imports, keys, HistoryRules.AUDIENCE, patience, 1, stage.store().importJobs(), run.id());
        return new BulkPass(steps, delivery, singles, stage.crash, () -> false, 10_000);
    }
}
