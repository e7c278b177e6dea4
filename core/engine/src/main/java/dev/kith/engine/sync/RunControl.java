package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.rules.RuleFiles;
import dev.kith.engine.store.Run;
import dev.kith.engine.store.RunKind;
import dev.kith.engine.store.RunOpen;
import dev.kith.engine.store.Store;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts, cancels and resumes the runs of an integration. Thread-safe. */
final class RunControl implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RunControl.class);

    /** Far more than can wait at once. */
    private static final int OPEN_RUNS = 1_000;

    private final String integration;
    private final Systems systems;
    private final Store store;
    private final Worker worker;
    private final Worker trials;
    private final BooleanSupplier enabled;

    /** @param trials works on inert runs, which wait for no other */
    RunControl(
            String integration, Systems systems, Store store, Worker worker, Worker trials, BooleanSupplier enabled) {
        this.integration = requireNonNull(integration, "integration");
        this.systems = requireNonNull(systems, "systems");
        this.store = requireNonNull(store, "store");
        this.worker = requireNonNull(worker, "worker");
        this.trials = requireNonNull(trials, "trials");
        this.enabled = requireNonNull(enabled, "enabled");
    }

    boolean isReady() {
        return enabled.getAsBoolean() && systems.problems().isEmpty();
    }

    Run start(RunKind kind, boolean force) throws RunRefused {
        requireReady();
        if (kind == RunKind.CATCH_UP && nothingToCatchUpWith()) {
            throw new RunRefused(
                    "Integration \"" + integration
                            + "\" has completed no full sync yet, so there is nothing to catch up with. Start a full sync.",
                    OptionalLong.empty());
        }
        return kind.isInert()
                ? take(store.inertRuns().create(integration, kind, force, version(), Optional.empty()))
                : take(() -> store.runs().create(integration, kind, force, version()));
    }

    Run startList(String list, boolean force) throws RunRefused {
        requireReady();
        return take(() -> store.runs().createListImport(integration, list, force, version()));
    }

    Run startInert(RunKind kind, boolean force, RuleFiles rules) throws RunRefused {
        requireReady();
        String version = systems.compiled(rules).version();
        return take(store.inertRuns().create(integration, kind, force, version, Optional.of(RuleHistory.texts(rules))));
    }

    private String version() {
        return systems.ruleSet().orElseThrow().version();
    }

    private boolean nothingToCatchUpWith() {
        return CatchUp.watermark(store, integration).isEmpty();
    }

    private void requireReady() throws RunRefused {
        List<String> problems = systems.problems();
        if (!problems.isEmpty()) {
            throw new RunRefused(
                    "Integration \"" + integration + "\" isn't ready: " + String.join(" ", problems),
                    OptionalLong.empty());
        }
        if (!enabled.getAsBoolean()) {
            throw new RunRefused(
                    "Integration \"" + integration + "\" is disabled. Enable it first.", OptionalLong.empty());
        }
    }

    private Run take(Supplier<Run> created) throws RunRefused {
        try {
            return take(created.get());
        } catch (RunOpen e) {
            throw new RunRefused(String.valueOf(e.getMessage()), OptionalLong.of(e.run()));
        }
    }

    private Run take(Run run) {
        workerOf(run.kind()).take(run);
        return run;
    }

    private Worker workerOf(RunKind kind) {
        return kind.isInert() ? trials : worker;
    }

    /** What starts a run, and says why it can't be. */
    private interface Start {
        Run run() throws RunRefused;
    }

    /** Starts a run if one can start now; else it isn't needed, or its next time comes. */
    void startIfPossible(RunKind kind) {
        if (kind != RunKind.CATCH_UP || !nothingToCatchUpWith()) {
            ifPossible(kind, () -> start(kind, false));
        }
    }

    /** The same with the import of a list. */
    void startListIfPossible(String list) {
        ifPossible(RunKind.LIST_IMPORT, () -> startList(list, false));
    }

    private void ifPossible(RunKind kind, Start start) {
        if (isReady()) {
            try {
                start.run();
            } catch (RunRefused e) {
                log.info("No {} run was started: {}", kind.word(), e.getMessage());
            }
        }
    }

    /** Asks a run to stop within a page; empty when there is no such run. */
    Optional<Run> cancel(long run) {
        return find(run).flatMap(found -> {
            store.runs().requestCancel(run);
            workerOf(found.kind()).cancel(run);
            return find(run);
        });
    }

    void cancelAll() {
        store.runReads().list(integration, OPEN_RUNS, Long.MAX_VALUE).stream()
                .filter(run -> !run.state().isEnded())
                .forEach(run -> cancel(run.id()));
    }

    Optional<Run> find(long run) {
        return store.runReads().find(integration, run);
    }

    /** Waits until a run that this process works on has ended. */
    Run awaitEnd(long run) throws InterruptedException {
        worker.awaitEnd(run);
        trials.awaitEnd(run);
        return find(run).orElseThrow();
    }

    /** Resumes what was interrupted; a run that can't be resumed now stays interrupted. */
    void resume(Run run) {
        if (systems.problems().isEmpty()) {
            take(run);
        }
    }

    /** Lets the runs in work stop within a page; {@link #close} waits for them. */
    void stop() {
        worker.stop();
        trials.stop();
    }

    @Override
    public void close() {
        worker.close();
        trials.close();
    }
}
