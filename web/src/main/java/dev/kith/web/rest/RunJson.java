package dev.kith.web.rest;

import dev.kith.engine.store.ListImport;
import dev.kith.engine.store.Run;
import dev.kith.engine.store.RunCounts;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A run as REST shows it.
 *
 * @param expected how many contacts the source counts, when it says so
 * @param list what became of the saved list; only of a list import
 */
public record RunJson(
        long id,
        String integration,
        String kind,
        String state,
        boolean force,
        boolean cancelRequested,
        String cause,
        String ruleSetVersion,
        String createdAt,
        @Nullable String startedAt,
        @Nullable String endedAt,
        long pages,
        @Nullable Long expected,
        RunCounts counts,
        @Nullable ListImport list) {

    public static RunJson of(Run run) {
        return new RunJson(
                run.id(),
                run.integration(),
                run.kind().word(),
                run.state().word(),
                run.force(),
                run.cancelRequested(),
                run.cause(),
                run.ruleSetVersion(),
                run.createdAt().toString(),
                run.startedAt().map(Instant::toString).orElse(null),
                run.endedAt().map(Instant::toString).orElse(null),
                run.pages(),
                expected(run),
                run.counts(),
                run.list().orElse(null));
    }

    private static @Nullable Long expected(Run run) {
        OptionalLong total = run.lastTotal().isPresent() ? run.lastTotal() : run.firstTotal();
        return total.isPresent() ? total.getAsLong() : null;
    }
}
