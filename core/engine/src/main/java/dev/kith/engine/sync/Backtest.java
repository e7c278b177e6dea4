package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.Change;
import dev.kith.engine.store.ChangeKind;
import dev.kith.engine.store.Link;
import dev.kith.engine.store.RunCounts;
import dev.kith.spi.Contact;
import java.util.List;
import java.util.Set;

/**
 * What comes out otherwise by a candidate than by the active rules, both deciding about the same contact and memory of it.
 * What a full sync by the active rules would change as well isn't told. Pure.
 */
final class Backtest implements Inspection {
    private static final Set<ChangeKind> CONSENTS =
            Set.of(ChangeKind.OPT_IN, ChangeKind.WITHDRAWAL, ChangeKind.NO_OPT_IN);

    private final Judge active;
    private final Judge candidate;

    Backtest(Judge active, Judge candidate) {
        this.active = requireNonNull(active, "active");
        this.candidate = requireNonNull(candidate, "candidate");
    }

    @Override
    public Found inspect(Contact contact, Link before) {
        Judge.Judgement now = candidate.judge(contact, before);
        List<Change> changes = candidate.changes(active.judge(contact, before).outcome(), now);
        return new Found(changes, counts(now, changes), now.plan().issues());
    }

    private static RunCounts counts(Judge.Judgement now, List<Change> changes) {
        boolean created = changes.stream().anyMatch(change -> change.kind() == ChangeKind.CREATED);
        boolean out = now.outcome().decided() && !now.outcome().inScope();
        boolean undecided = !now.outcome().decided();
        boolean updated = !changes.isEmpty() && !created && !out && !undecided;
        return new RunCounts(
                1,
                created ? 1 : 0,
                updated ? 1 : 0,
                changes.isEmpty() && !out && !undecided ? 1 : 0,
                out ? 1 : 0,
                0,
                now.plan().issues().isEmpty() ? 0 : 1,
                changes.stream()
                        .filter(change -> CONSENTS.contains(change.kind()))
                        .count(),
                0);
    }
}
