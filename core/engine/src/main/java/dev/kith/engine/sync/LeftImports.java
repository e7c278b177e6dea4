package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.ImportRow;
import dev.kith.engine.store.ImportState;
import dev.kith.engine.store.StoredImport;
import dev.kith.spi.BulkPlan;
import dev.kith.spi.ImportJob;
import dev.kith.spi.ProfileWrite;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The imports that a crash left behind: waited for, then settled for the contacts that are as wanted still. */
final class LeftImports {
    private final Imports imports;
    private final Audience audience;
    private final Map<String, ImportRow> rows;
    private List<StoredImport> stored = List.of();

    LeftImports(Imports imports, Audience audience, Map<String, ImportRow> rows) {
        this.imports = requireNonNull(imports, "imports");
        this.audience = requireNonNull(audience, "audience");
        this.rows = new HashMap<>(rows);
    }

    boolean any() {
        return !stored.isEmpty();
    }

    void await() {
        List<StoredImport> now = new ArrayList<>();
        for (StoredImport one : imports.left()) {
            boolean open = one.state() == ImportState.REQUESTED || one.state() == ImportState.UPLOADED;
            ImportState state = open ? imports.await(one.job(), one.state() == ImportState.UPLOADED) : one.state();
            now.add(new StoredImport(one.job(), state));
        }
        stored = now;
    }

    /** Sends the rows that were not sent yet, and collects what became of all. */
    void finish(List<Plan> plans, RowResults results, BooleanSupplier cancelled) {
        for (StoredImport one : stored) {
            BulkPlan.Import sent = new BulkPlan.Import(one.job().shape(), asSent(plans, one.job()));
            ImportState state = one.state();
            if (state == ImportState.REQUESTED && !sent.rows().isEmpty() && !cancelled.getAsBoolean()) {
                state = imports.await(one.job(), imports.upload(one.job(), sent, cancelled));
            }
            results.collect(one.job(), sent, state, cancelled);
        }
        stored = List.of();
        rows.clear();
    }

    private List<ProfileWrite> asSent(List<Plan> plans, ImportJob job) {
        List<ProfileWrite> sent = new ArrayList<>();
        for (Plan plan : plans) {
            Optional.ofNullable(rows.get(plan.contactKey()))
                    .filter(row -> row.job().equals(job.id()))
                    .flatMap(row -> ImportedRow.again(plan, row, audience))
                    .ifPresent(sent::add);
        }
        return sent;
    }
}
