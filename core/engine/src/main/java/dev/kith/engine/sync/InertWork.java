package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.rules.RuleSet;
import dev.kith.engine.rules.RuleSetException;
import dev.kith.engine.store.RuleTexts;
import dev.kith.engine.store.Run;
import dev.kith.engine.store.RunKind;
import dev.kith.engine.store.RunState;
import dev.kith.engine.store.Store;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Makes dry runs and backtests, by the active rules or by those that were kept with the run. */
final class InertWork implements RunWork {
    private final Systems systems;
    private final Store store;
    private final Patience patience;

    InertWork(Systems systems, Store store, Patience patience) {
        this.systems = requireNonNull(systems, "systems");
        this.store = requireNonNull(store, "store");
        this.patience = requireNonNull(patience, "patience");
    }

    @Override
    public Pass.Ending go(Run run, String owner, Executor reader, BooleanSupplier stop) throws InterruptedException {
        Optional<RuleTexts> other = store.inertRuns().rules(run.id());
        if (other.isEmpty()) {
            return go(run, owner, systems.ruleSet().orElseThrow(), reader, stop);
        }
        try {
            return go(run, owner, systems.compiled(RuleHistory.files(other.get())), reader, stop);
        } catch (RuleSetException e) {
            return new Pass.Ending(RunState.FAILED, String.valueOf(e.getMessage()));
        }
    }

    private Pass.Ending go(Run run, String owner, RuleSet rules, Executor reader, BooleanSupplier stop)
            throws InterruptedException {
        Descriptions now = systems.describe();
        List<String> gaps = now.gaps(rules);
        if (gaps.isEmpty() && run.kind() == RunKind.BACKTEST) {
            gaps = now.gaps(systems.ruleSet().orElseThrow());
        }
        if (!gaps.isEmpty()) {
            return new Pass.Ending(RunState.FAILED, String.join("\n", gaps));
        }
        Audience audience = new Audience(now.audience());
        Supplier<Pages> pages =
                () -> new Pages(systems.crm().source()::readAll, patience, reader, stop, Optional.empty());
        return new InertPass(store, run, owner, inspection(run, rules, audience), pages, stop).go();
    }

    private Inspection inspection(Run run, RuleSet rules, Audience audience) {
        Judge judge = new Judge(rules, audience, run.force());
        return run.kind() == RunKind.BACKTEST
                ? new Backtest(new Judge(systems.ruleSet().orElseThrow(), audience, run.force()), judge)
                : new DryRun(judge);
    }
}
