package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.FreedValue;
import dev.kith.engine.store.LabelChange;
import dev.kith.engine.store.LedgerEntry;
import dev.kith.engine.store.Link;
import dev.kith.engine.store.Run;
import dev.kith.engine.store.RunCounts;
import dev.kith.engine.store.RunIssue;
import dev.kith.engine.store.Settlement;
import dev.kith.engine.store.StagedAction;
import dev.kith.engine.sync.Settle.Settled;
import java.util.ArrayList;
import java.util.List;

/** Puts the settled contacts of a batch together into the one transaction that records them. Pure. */
final class Settlements {
    private final Run run;
    private final String owner;

    Settlements(Run run, String owner) {
        this.run = requireNonNull(run, "run");
        this.owner = requireNonNull(owner, "owner");
    }

    Settlement of(List<Settled> settled, PassSteps.Place place) {
        List<Link> links = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        List<RunIssue> issues = new ArrayList<>();
        List<LedgerEntry> ledger = new ArrayList<>();
        List<LabelChange> labels = new ArrayList<>();
        List<FreedValue> freed = new ArrayList<>();
        List<String> planned = new ArrayList<>();
        List<StagedAction> staged = new ArrayList<>();
        RunCounts counts = RunCounts.ZERO;
        for (Settled one : settled) {
            if (one.changed()) {
                links.add(one.link());
            } else {
                seen.add(one.link().contactKey());
            }
            issues.addAll(one.issues());
            ledger.addAll(one.ledger());
            labels.addAll(one.labels());
            freed.addAll(one.freed());
            one.staged().ifPresent(actions -> {
                planned.add(one.link().contactKey());
                staged.addAll(actions);
            });
            counts = counts.plus(one.delta());
        }
        return new Settlement(
                run.id(),
                owner,
                links,
                seen,
                issues,
                counts,
                place.cursor(),
                place.total(),
                ledger,
                labels,
                freed,
                planned,
                staged);
    }

    /** For contacts that were counted before: only issues and consents count. */
    Settlement again(List<Settled> settled) {
        return of(
                settled.stream()
                        .map(one -> new Settled(
                                one.link(),
                                one.changed(),
                                new RunCounts(
                                        0,
                                        0,
                                        0,
                                        0,
                                        0,
                                        0,
                                        one.delta().issues(),
                                        one.delta().consents(),
                                        0),
                                one.issues(),
                                one.ledger(),
                                one.labels(),
                                one.freed(),
                                one.staged()))
                        .toList(),
                PassSteps.Place.NOWHERE);
    }
}
