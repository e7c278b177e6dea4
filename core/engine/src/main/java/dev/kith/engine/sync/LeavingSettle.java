package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.FreedValue;
import dev.kith.engine.store.LedgerEntry;
import dev.kith.engine.store.Link;
import dev.kith.engine.store.RunCounts;
import dev.kith.engine.store.RunIssue;
import dev.kith.engine.store.Settlement;
import dev.kith.engine.store.Store;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Records what a run has done about those who left, a batch at a time. */
final class LeavingSettle {
    private final Store store;
    private final long run;
    private final String owner;

    LeavingSettle(Store store, long run, String owner) {
        this.store = requireNonNull(store, "store");
        this.run = run;
        this.owner = requireNonNull(owner, "owner");
    }

    /** Before anything is written. */
    void intend(List<Link> links) {
        store.runs().intend(run, owner, links);
    }

    void list(List<RunIssue> issues) {
        if (!issues.isEmpty()) {
            settle(List.of(), issues, List.of(), List.of(), 0);
        }
    }

    /**
     * Nothing is staged any more of the contacts whose links are given.
     *
     * @param erased how many profiles were erased
     */
    void settle(
            List<Link> links, List<RunIssue> issues, List<LedgerEntry> ledger, List<FreedValue> freed, long erased) {
        long listed = issues.stream().map(RunIssue::contactKey).distinct().count();
        RunCounts counts = new RunCounts(0, 0, 0, 0, 0, erased, listed, ledger.size(), 0);
        store.runs()
                .settle(new Settlement(
                        run,
                        owner,
                        links,
                        List.of(),
                        issues,
                        counts,
                        Optional.empty(),
                        OptionalLong.empty(),
                        ledger,
                        List.of(),
                        freed,
                        links.stream().map(Link::contactKey).toList(),
                        List.of()));
    }
}
