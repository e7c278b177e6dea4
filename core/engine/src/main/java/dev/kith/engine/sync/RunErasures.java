package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.GuardLimit;
import dev.kith.engine.store.Link;
import dev.kith.engine.store.Run;
import dev.kith.engine.store.RunKind;
import dev.kith.engine.store.StagedAction;
import dev.kith.engine.store.StagedKind;
import dev.kith.engine.store.StagedState;
import dev.kith.engine.store.Store;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The erasures of a run: staged all, counted, and let through or held. Used by one thread. */
final class RunErasures {
    private final Store store;
    private final Run run;
    private final String owner;
    private final GuardLimit limit;

    RunErasures(Store store, Run run, String owner, GuardLimit limit) {
        this.store = requireNonNull(store, "store");
        this.run = requireNonNull(run, "run");
        this.owner = requireNonNull(owner, "owner");
        this.limit = requireNonNull(limit, "limit");
    }

    void stage(List<Link> links, Erasure why, Instant now) {
        List<StagedAction> erasures = links.stream()
                .filter(Erasure::isOf)
                .map(link -> why.action(link.contactKey(), StagedState.COUNTING, run.id(), now))
                .toList();
        if (!erasures.isEmpty()) {
            store.staged().stage(run, owner, erasures);
        }
    }

    /** Only when all are staged: a part of them would always be few. */
    void judge() {
        store.staged().judge(run, owner, Set.of(StagedKind.ERASE), limit);
    }

    /** The keys of those that may be erased; who has no profile needs no leave. */
    Set<String> released(List<Link> links, Erasure why) {
        Map<String, Map<StagedKind, StagedAction>> staged = store.staged()
                .of(run.integration(), links.stream().map(Link::contactKey).toList());
        return links.stream()
                .filter(link -> !Erasure.isOf(link)
                        || why.isIn(
                                staged.getOrDefault(link.contactKey(), Map.of()).get(StagedKind.ERASE),
                                StagedState.RELEASED))
                .map(Link::contactKey)
                .collect(Collectors.toSet());
    }

    /** At the end: what a run that read all there was didn't stage again is wanted no more. */
    void forgetOthers() {
        if (run.kind() == RunKind.FULL) {
            store.staged().forgetErasuresBefore(run);
        }
    }
}
