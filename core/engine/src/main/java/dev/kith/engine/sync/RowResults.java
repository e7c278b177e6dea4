package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.ImportState;
import dev.kith.spi.BulkPlan;
import dev.kith.spi.ConsentState;
import dev.kith.spi.ImportJob;
import dev.kith.spi.ProfileWrite;
import dev.kith.spi.WriteResult;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What the imports of one batch came to, contact by contact. Blocks on the audience for samples. */
final class RowResults {
    private final Imports imports;
    private final Audience audience;
    private final Map<String, Plan> plans = new LinkedHashMap<>();
    private final Map<String, WriteResult> results = new HashMap<>();
    private final Map<String, RowRest> rests = new HashMap<>();

    RowResults(Imports imports, Audience audience, List<Plan> plans) {
        this.imports = requireNonNull(imports, "imports");
        this.audience = requireNonNull(audience, "audience");
        plans.forEach(this::replace);
    }

    /** Takes a plan in that says more than the one before. */
    void replace(Plan plan) {
        plans.put(plan.contactKey(), plan);
    }

    Plan plan(String contactKey) {
        return requireNonNull(plans.get(contactKey), contactKey);
    }

    /** Takes an ended import in; one that failed, or of which a sampled row isn't there, leaves all of its contacts. */
    void collect(ImportJob job, BulkPlan.Import rows, ImportState state, BooleanSupplier cancelled) {
        if (state != ImportState.COMPLETED || rows.rows().isEmpty()) {
            return;
        }
        imports.verify(job, rows, cancelled)
                .ifPresent(read -> rows.rows()
                        .forEach(row ->
                                take(row, Optional.ofNullable(read.consents().get(row.profileKey())))));
    }

    private void take(ProfileWrite row, Optional<List<ConsentState>> read) {
        String key = row.profileKey();
        Plan plan = plan(key);
        WriteResult result = ImportedRow.result(plan, row, read, audience);
        imports.doubtful(plan.write().orElseThrow()).ifPresent(doubtful -> {
            results.put(key, result);
            RowRest.of(plan, row, result, doubtful).ifPresent(rest -> rests.put(key, rest));
        });
    }

    /** Plans that imports have delivered, wholly or but for a rest. */
    List<Plan> done() {
        return plans.values().stream()
                .filter(plan -> results.containsKey(plan.contactKey()))
                .toList();
    }

    /** What rows left out on purpose, in the order of contact keys. */
    List<RowRest> rests() {
        return rests.values().stream()
                .sorted(Comparator.comparing(rest -> rest.plan().contactKey()))
                .toList();
    }

    /** Those that are delivered wholly. */
    List<Written> outcomes() {
        return done().stream()
                .filter(plan -> !rests.containsKey(plan.contactKey()))
                .map(plan -> Written.byImport(plan, requireNonNull(results.get(plan.contactKey()), plan.contactKey())))
                .toList();
    }

    /** What no import has delivered, in the order of contact keys. */
    List<Plan> left() {
        return plans.values().stream()
                .filter(plan -> !results.containsKey(plan.contactKey()))
                .sorted(Comparator.comparing(Plan::contactKey))
                .toList();
    }
}
