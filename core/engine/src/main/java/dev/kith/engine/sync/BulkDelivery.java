package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.ImportJobs;
import dev.kith.engine.store.ImportRow;
import dev.kith.engine.store.ImportState;
import dev.kith.engine.store.StoredImport;
import dev.kith.spi.BulkPlan;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ImportJob;
import dev.kith.spi.ProfileWrite;
import dev.kith.spi.WriteResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;

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
    private final Map<String, ImportRow> storedRows;
    private List<StoredImport> stored = List.of();

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
        storedRows = new HashMap<>(jobs.rows(run));
    }

    /**
     * What a batch came to.
     *
     * @param outcomes of the contacts that imports delivered
     * @param left what has to be written one by one, in the order of contact keys
     */
    record Delivered(List<Written> outcomes, List<Plan> left, Optional<ConnectorException> end) {}

    boolean isWorth(long writes) {
        return writes >= fewest;
    }

    /** Whether imports of this run were under way when it was interrupted. */
    boolean isResumed() {
        return !stored.isEmpty();
    }

    /** Whether imports have ended in this run. */
    boolean hasWaited() {
        return imports.waited();
    }

    /** Waits for what a crash left behind. */
    void resume() {
        List<StoredImport> now = new ArrayList<>();
        for (StoredImport one : imports.left()) {
            boolean open = one.state() == ImportState.REQUESTED || one.state() == ImportState.UPLOADED;
            ImportState state = open ? imports.await(one.job(), one.state() == ImportState.UPLOADED) : one.state();
            now.add(new StoredImport(one.job(), state));
        }
        stored = now;
    }

    Delivered deliver(List<Plan> plans, BooleanSupplier cancelled) {
        Map<String, WriteResult> results = new HashMap<>();
        Optional<ConnectorException> end = Optional.empty();
        try {
            finishStored(plans, results, cancelled);
            if (!cancelled.getAsBoolean()) {
                importNew(without(plans, results), results, cancelled);
            }
        } catch (ConnectorException e) {
            end = Optional.of(e);
        }
        List<Written> outcomes = plans.stream()
                .filter(plan -> results.containsKey(plan.contactKey()))
                .map(plan -> new Written(plan, Optional.ofNullable(results.get(plan.contactKey()))))
                .toList();
        List<Plan> left = without(plans, results).stream()
                .sorted(Comparator.comparing(Plan::contactKey))
                .toList();
        return new Delivered(outcomes, left, end);
    }

    /** All contacts of the batch are settled. */
    void settled() {
        imports.forget();
    }

    private static List<Plan> without(List<Plan> plans, Map<String, WriteResult> results) {
        return plans.stream()
                .filter(plan -> !results.containsKey(plan.contactKey()))
                .toList();
    }

    private void finishStored(List<Plan> plans, Map<String, WriteResult> results, BooleanSupplier cancelled) {
        for (StoredImport one : stored) {
            BulkPlan.Import rows = new BulkPlan.Import(one.job().shape(), asSent(plans, one.job()));
            ImportState state = one.state();
            if (state == ImportState.REQUESTED && !rows.rows().isEmpty() && !cancelled.getAsBoolean()) {
                state = imports.await(one.job(), imports.upload(one.job(), rows, cancelled));
            }
            collect(one.job(), rows, state, results, cancelled);
        }
        stored = List.of();
        storedRows.clear();
    }

    private List<ProfileWrite> asSent(List<Plan> plans, ImportJob job) {
        List<ProfileWrite> rows = new ArrayList<>();
        for (Plan plan : plans) {
            Optional.ofNullable(storedRows.get(plan.contactKey()))
                    .filter(row -> row.job().equals(job.id()))
                    .flatMap(row -> ImportedRow.again(plan, row))
                    .ifPresent(rows::add);
        }
        return rows;
    }

    private void importNew(List<Plan> plans, Map<String, WriteResult> results, BooleanSupplier cancelled) {
        if (!isWorth(plans.size())) {
            return;
        }
        BulkFit fit = new BulkFit(audience, keys.facts(plans, cancelled));
        Map<String, Plan> fitting =
                plans.stream().filter(fit::fits).collect(Collectors.toMap(Plan::contactKey, Function.identity()));
        if (!isWorth(fitting.size()) || cancelled.getAsBoolean()) {
            return;
        }
        List<BulkPlan.Import> planned = plan(fitting, cancelled);
        int atOnce = imports.sink().limits().atOnce();
        for (int from = 0; from < planned.size() && !cancelled.getAsBoolean(); from += atOnce) {
            run(planned.subList(from, Math.min(planned.size(), from + atOnce)), fitting, results, cancelled);
        }
    }

    private List<BulkPlan.Import> plan(Map<String, Plan> fitting, BooleanSupplier cancelled) {
        List<ProfileWrite> writes = fitting.values().stream()
                .flatMap(plan -> plan.write().stream())
                .sorted(Comparator.comparing(ProfileWrite::profileKey))
                .toList();
        try {
            return patience.call(() -> imports.sink().plan(writes), cancelled).imports();
        } catch (ConnectorException e) {
            if (Delivery.endsRun(e)) {
                throw e;
            }
            return List.of();
        }
    }

    /** Sends a few imports, then waits for all of them, also when one of them ends the run. */
    private void run(
            List<BulkPlan.Import> some,
            Map<String, Plan> fitting,
            Map<String, WriteResult> results,
            BooleanSupplier cancelled) {
        List<Sent> sent = new ArrayList<>();
        Optional<ConnectorException> end = Optional.empty();
        try {
            for (BulkPlan.Import rows : some) {
                send(rows, fitting, cancelled).ifPresent(sent::add);
            }
        } catch (ConnectorException e) {
            end = Optional.of(e);
        }
        for (Sent one : sent) {
            collect(one.job(), one.rows(), imports.await(one.job(), one.uploaded()), results, cancelled);
        }
        end.ifPresent(failure -> {
            throw failure;
        });
    }

    private record Sent(ImportJob job, BulkPlan.Import rows, boolean uploaded) {}

    private Optional<Sent> send(BulkPlan.Import rows, Map<String, Plan> fitting, BooleanSupplier cancelled) {
        if (cancelled.getAsBoolean()) {
            return Optional.empty();
        }
        List<Plan> plans = rows.rows().stream()
                .map(write -> requireNonNull(fitting.get(write.profileKey()), write.profileKey()))
                .toList();
        return imports.request(plans, rows, cancelled)
                .map(job -> new Sent(job, rows, imports.upload(job, rows, cancelled)));
    }

    private void collect(
            ImportJob job,
            BulkPlan.Import rows,
            ImportState state,
            Map<String, WriteResult> results,
            BooleanSupplier cancelled) {
        if (state != ImportState.COMPLETED || rows.rows().isEmpty()) {
            return;
        }
        imports.verify(job, rows, cancelled)
                .ifPresent(read -> rows.rows()
                        .forEach(row -> results.put(
                                row.profileKey(),
                                ImportedRow.result(
                                        row, Optional.ofNullable(read.consents().get(row.profileKey()))))));
    }
}
