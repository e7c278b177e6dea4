package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.rules.RuleSet;
import dev.kith.engine.store.Run;
import dev.kith.engine.store.Store;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/** Asks the two systems what they have and puts the parts of a pass together. Blocks on both systems. */
final class PassFactory {
    private final Systems systems;
    private final Store store;
    private final Patience patience;
    private final CrashPoint crash;
    private final Clock clock;

    PassFactory(Systems systems, Store store, Patience patience, CrashPoint crash, Clock clock) {
        this.systems = requireNonNull(systems, "systems");
        this.store = requireNonNull(store, "store");
        this.patience = requireNonNull(patience, "patience");
        this.crash = requireNonNull(crash, "crash");
        this.clock = requireNonNull(clock, "clock");
    }

    /**
     * Makes the pass of a claimed run.
     *
     * @throws dev.kith.spi.ConnectorException when a system can't be asked
     */
    Pass make(Run run, String owner, Executor reader, BooleanSupplier stop) {
        RuleSet rules = systems.ruleSet().orElseThrow();
        Audience audience = new Audience(patience.call(systems::audienceDescription, stop));
        Managed managed = new Managed(rules.attributes(), rules.consentLabels());
        Pass.Parts parts = new Pass.Parts(
                new Planner(managed, audience, rules.version(), run.force()),
                new Delivery(systems.audience().sink(), patience),
                new Settle(audience, run.id()),
                () -> new Pages(systems.crm().source(), patience, reader, stop, Pass.startOf(run)),
                stop);
        return new Pass(store, run, owner, rules, parts, crash, clock);
    }
}
