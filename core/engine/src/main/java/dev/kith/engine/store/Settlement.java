package dev.kith.engine.store;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Everything a run learned from one batch of contacts; it is written in one transaction or not at all.
 *
 * @param owner the host that claimed the run
 * @param links links to write; of two for one contact the later counts
 * @param seen keys of unchanged contacts: only the run that last saw them is noted
 * @param delta what the batch adds to the run's counts
 * @param cursor where reading goes on after this batch; empty leaves the cursor where it is
 * @param total how many contacts the source counted, if it did
 * @param labels what the CRM owes from now on
 * @param planned contacts whose plan came to its end: what was staged of them before is replaced
 * @param staged what of them is staged now
 * @param freed makes the links of the integration that left such a value out dirty
 */
public record Settlement(
        long run,
        String owner,
        List<Link> links,
        List<String> seen,
        List<RunIssue> issues,
        RunCounts delta,
        Optional<String> cursor,
        OptionalLong total,
        List<LedgerEntry> ledger,
        List<LabelChange> labels,
        List<FreedValue> freed,
        List<String> planned,
        List<StagedAction> staged) {
    /** Larger batches would keep other writers waiting. */
    public static final int MAX_CONTACTS = 1_000;

    public Settlement {
        requireNonNull(owner, "owner");
        links = List.copyOf(links);
        seen = List.copyOf(seen);
        issues = List.copyOf(issues);
        requireNonNull(delta, "delta");
        requireNonNull(cursor, "cursor");
        requireNonNull(total, "total");
        ledger = List.copyOf(ledger);
        labels = List.copyOf(labels);
        freed = List.copyOf(freed);
        planned = List.copyOf(planned);
        staged = List.copyOf(staged);
        if (links.size() + seen.size() > MAX_CONTACTS) {
            throw new IllegalArgumentException("Run %d: a batch of %d contacts is too large to settle. At most %d fit."
                    .formatted(run, links.size() + seen.size(), MAX_CONTACTS));
        }
    }

    /** What is staged of the contacts stays. */
    public Settlement(
            long run,
            String owner,
            List<Link> links,
            List<String> seen,
            List<RunIssue> issues,
            RunCounts delta,
            Optional<String> cursor,
            OptionalLong total,
            List<LedgerEntry> ledger,
            List<LabelChange> labels,
            List<FreedValue> freed) {
        this(run, owner, links, seen, issues, delta, cursor, total, ledger, labels, freed, List.of(), List.of());
    }

    /** Of a batch that is counted, without anything to remember of its contacts. */
    public static Settlement counted(
            long run, String owner, RunCounts delta, List<RunIssue> issues, OptionalLong total) {
        return new Settlement(
                run,
                owner,
                List.of(),
                List.of(),
                issues,
                delta,
                Optional.empty(),
                total,
                List.of(),
                List.of(),
                List.of());
    }
}
