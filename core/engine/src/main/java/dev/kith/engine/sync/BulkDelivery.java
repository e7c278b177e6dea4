package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.ImportJobs;
import dev.kith.spi.BulkPlan;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ImportJob;
import dev.kith.spi.ProfileWrite;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Delivers by imports what can be delivered so, and says what is left for single writes. Blocks on the audience.
 *
 * <ol>
 *   <li>{@link #resume} waits for the imports that a crash left behind
 *   <li>{@link #deliver} settles the contacts of those that are as wanted still, then imports what is left
 *   <li>an import that fails, or of which one sampled row isn't there, leaves all of its contacts
 * </ol>
 */
final class BulkDelivery {
    private final Imports imports;
    private final KeyLookup keys;
    private final Audience audience;
    private final Patience patience;
    private final int fewest;
    private final LeftImports leftImports;
    private final SingleReasons singles;

    /** The number says how many writes make an import worth it. */
    BulkDelivery(
            Imports imports,
            KeyLookup keys,
            Audience audience,
            Patience patience,
            int fewest,
            ImportJobs jobs,
            long run) {
        this.imports = requireNonNull(imports, "imports");
        this.keys = requireNonNull(keys, "keys");
        this.audience = requireNonNull(audience, "audience");
        this.patience = requireNonNull(patience, "patience");
        this.fewest = fewest;
        leftImports = new LeftImports(imports, audience, jobs.rows(run));
        singles = new SingleReasons(run);
    }

    /**
     * What a batch came to.
     *
     * @param outcomes of the contacts that imports delivered wholly
     * @param rests of the contacts that imports delivered but for values that their rows left out
     * @param left what has to be written one by one, in the order of contact keys
     */
    record Delivered(List<Written> outcomes, List<RowRest> rests, List<Plan> left, Optional<ConnectorException> end) {}

    boolean isWorth(long writes) {
        return writes >= fewest;
    }

    /** Whether imports of this run were under way when it was interrupted. */
    boolean isResumed() {
        return leftImports.any();
    }

    /** Whether imports have ended in this run. */
    boolean hasWaited() {
        return imports.waited();
    }

    /** Waits for what a crash left behind. */
    void resume() {
        leftImports.await();
    }

    /**
     * Delivers a batch.
     *
     * @param intents stores anew what is about to be written, once profiles are proven not to exist
     */
    Delivered deliver(List<Plan> plans, Consumer<List<Plan>> intents, BooleanSupplier cancelled) {
        RowResults results = new RowResults(imports, audience, plans);
        Optional<ConnectorException> end = Optional.empty();
        try {
            leftImports.finish(plans, results, cancelled);
            if (!cancelled.getAsBoolean()) {
                importNew(results.left(), intents, results, cancelled);
            }
        } catch (ConnectorException e) {
            end = Optional.of(e);
        }
        return new Delivered(results.outcomes(), results.rests(), results.left(), end);
    }

    /** All contacts of the batch are settled. */
    void settled() {
        imports.forget();
    }

    /** What was written one by one in this run so far, and why. */
    SingleReasons singles() {
        return singles;
    }

    private void importNew(
            List<Plan> plans, Consumer<List<Plan>> intents, RowResults results, BooleanSupplier cancelled) {
        if (!isWorth(plans.size())) {
            singles.add("too few for an import", plans.size());
            return;
        }
        BulkFit fit = new BulkFit(audience, keys.facts(plans, results.done(), cancelled));
        List<ProfileWrite> rows = rows(plans, fit);
        if (!isWorth(rows.size()) || cancelled.getAsBoolean()) {
            singles.add("too few for an import", rows.size());
            return;
        }
        proveNew(rows, fit, intents, results);
        List<BulkPlan.Import> planned = plan(rows, cancelled);
        int before = results.done().size();
        int atOnce = imports.sink().limits().atOnce();
        for (int from = 0; from < planned.size() && !cancelled.getAsBoolean(); from += atOnce) {
            run(planned.subList(from, Math.min(planned.size(), from + atOnce)), results, cancelled);
        }
        int sent = planned.stream().mapToInt(one -> one.rows().size()).sum();
        singles.add(
                "the import failed or a sampled row wasn't there",
                before + sent - results.done().size());
    }

    /** Remembers of the profiles that don't exist that Kith creates them: what comes of an import doesn't tell. */
    private void proveNew(List<ProfileWrite> rows, BulkFit fit, Consumer<List<Plan>> intents, RowResults results) {
        List<Plan> created = rows.stream()
                .map(row -> results.plan(row.profileKey()))
                .filter(fit::provesNew)
                .map(Plan::provenNew)
                .toList();
        intents.accept(created);
        created.forEach(results::replace);
    }

    private List<ProfileWrite> rows(List<Plan> plans, BulkFit fit) {
        List<ProfileWrite> rows = new ArrayList<>();
        for (Plan plan : plans) {
            BulkFit.Judged judged = fit.judge(plan);
            if (judged.row().isEmpty()) {
                singles.add(judged.reason());
                continue;
            }
            ProfileWrite row = judged.row().get();
            imports.doubtful(row)
                    .ifPresentOrElse(
                            doubtful -> rows.add(RowRest.without(row, doubtful, audience)),
                            () -> singles.add("imports could not be planned"));
        }
        rows.sort(Comparator.comparing(ProfileWrite::profileKey));
        return rows;
    }

    private List<BulkPlan.Import> plan(List<ProfileWrite> rows, BooleanSupplier cancelled) {
        try {
            BulkPlan plan = patience.call(() -> imports.sink().plan(rows), cancelled);
            plan.singles().forEach(single -> singles.add(single.reason()));
            return plan.imports();
        } catch (ConnectorException e) {
            if (Delivery.endsRun(e)) {
                throw e;
            }
            singles.add("imports could not be planned", rows.size());
            return List.of();
        }
    }

    /** Sends a few imports, then waits for all of them, also when one of them ends the run. */
    private void run(List<BulkPlan.Import> some, RowResults results, BooleanSupplier cancelled) {
        List<Sent> sent = new ArrayList<>();
        Optional<ConnectorException> end = Optional.empty();
        try {
            for (BulkPlan.Import rows : some) {
                send(rows, results, cancelled).ifPresent(sent::add);
            }
        } catch (ConnectorException e) {
            end = Optional.of(e);
        }
        for (Sent one : sent) {
            results.collect(one.job(), one.rows(), imports.await(one.job(), one.uploaded()), cancelled);
        }
        end.ifPresent(failure -> {
            throw failure;
        });
    }

    private record Sent(ImportJob job, BulkPlan.Import rows, boolean uploaded) {}

    private Optional<Sent> send(BulkPlan.Import rows, RowResults results, BooleanSupplier cancelled) {
        if (cancelled.getAsBoolean()) {
            return Optional.empty();
        }
        List<Plan> plans = rows.rows().stream()
                .map(write -> results.plan(write.profileKey()))
                .toList();
        return imports.request(plans, rows, cancelled)
                .map(job -> new Sent(job, rows, imports.upload(job, rows, cancelled)));
    }
}
