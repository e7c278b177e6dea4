package dev.kith.engine.store;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One pass over the contacts of an integration, as it was when it was read from the database.
 *
 * @param force true when hashes are ignored, so that every contact is delivered again
 * @param cursor where reading goes on; empty before the first page is settled
 * @param firstTotal how many contacts the source counted at the first settled page that said so
 * @param lastTotal the same for the last such page
 * @param cancelRequested true when someone asked it to stop
 * @param cause why it ended as it did, or empty
 * @param pages settled pages
 * @param list what became of the saved list; only of {@link RunKind#LIST_IMPORT}
 */
public record Run(
        long id,
        String integration,
        RunKind kind,
        RunState state,
        boolean force,
        String ruleSetVersion,
        Instant createdAt,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        Optional<String> cursor,
        OptionalLong firstTotal,
        OptionalLong lastTotal,
        RunCounts counts,
        boolean cancelRequested,
        String cause,
        long pages,
        Optional<ListImport> list) {
    public Run {
        requireNonNull(integration, "integration");
        requireNonNull(kind, "kind");
        requireNonNull(state, "state");
        requireNonNull(ruleSetVersion, "ruleSetVersion");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(startedAt, "startedAt");
        requireNonNull(endedAt, "endedAt");
        requireNonNull(cursor, "cursor");
        requireNonNull(firstTotal, "firstTotal");
        requireNonNull(lastTotal, "lastTotal");
        requireNonNull(counts, "counts");
        requireNonNull(cause, "cause");
        requireNonNull(list, "list");
    }
}
