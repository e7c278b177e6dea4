package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.Link;
import dev.kith.engine.store.ListCarrier;
import dev.kith.engine.store.ListImport;
import dev.kith.engine.store.ListSettings;
import dev.kith.engine.store.Run;
import dev.kith.engine.store.RunCounts;
import dev.kith.engine.store.RunIssue;
import dev.kith.engine.store.Settlement;
import dev.kith.engine.store.Store;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Records what a run has done for members of its list, a batch at a time. */
final class ListSettle {
    private final Store store;
    private final Run run;
    private final String owner;
    private final ListSettings list;

    ListSettle(Store store, Run run, String owner, ListSettings list) {
        this.store = requireNonNull(store, "store");
        this.run = requireNonNull(run, "run");
        this.owner = requireNonNull(owner, "owner");
        this.list = requireNonNull(list, "list");
    }

    void begin() {
        store.listMembers().beginAgain(run.id(), owner, list);
    }

    /**
     * What a page says of its members. Before anything is written, so that whoever is noted is counted.
     *
     * @param seen those of it that this run has counted already
     */
    void note(ListDiff diff, Set<String> seen) {
        RunCounts delta = new RunCounts(
                count(diff.next().keySet(), seen),
                0,
                0,
                count(diff.unchanged(), seen),
                count(diff.outOfScope(), seen),
                0,
                0,
                0,
                0);
        ListImport found = new ListImport(list.list(), 0, 0, count(diff.withoutProfile(), seen));
        store.listMembers().note(list, diff.next(), found, settlement(delta, List.of(), List.of()));
    }

    private static long count(Collection<String> keys, Set<String> except) {
        return keys.stream().filter(key -> !except.contains(key)).count();
    }

    /** @param links of the members, as they are stored */
    void given(ListWriter.Outcome outcome, Map<String, Link> links) {
        ListImport did = new ListImport(list.list(), outcome.done().size(), 0, 0);
        store.listMembers()
                .given(
                        list,
                        outcome.done(),
                        did,
                        settlement(written(outcome), issues(outcome), dirty(links, outcome.made())));
    }

    /** @param keys of all contacts that have nothing of the list any more, also of those that weren't written */
    void taken(ListCarrier carrier, Collection<String> keys, ListWriter.Outcome outcome) {
        ListImport did = new ListImport(list.list(), 0, outcome.done().size(), 0);
        store.listMembers().taken(list, carrier, keys, did, settlement(written(outcome), issues(outcome), List.of()));
    }

    private static RunCounts written(ListWriter.Outcome outcome) {
        return new RunCounts(
                0, 0, outcome.done().size(), 0, 0, 0, outcome.refused().size(), 0, 0);
    }

    /** The page is worked on to its end. */
    void read(String cursor, OptionalLong total) {
        store.runs()
                .settle(new Settlement(
                        run.id(),
                        owner,
                        List.of(),
                        List.of(),
                        List.of(),
                        RunCounts.ZERO,
                        Optional.of(cursor),
                        total,
                        List.of(),
                        List.of(),
                        List.of()));
    }

    private Settlement settlement(RunCounts delta, List<RunIssue> issues, List<Link> links) {
        return new Settlement(
                run.id(),
                owner,
                links,
                List.of(),
                issues,
                delta,
                Optional.empty(),
                OptionalLong.empty(),
                List.of(),
                List.of(),
                List.of());
    }

    private static List<RunIssue> issues(ListWriter.Outcome outcome) {
        return outcome.refused().entrySet().stream()
                .map(refused -> new RunIssue(
                        refused.getKey(),
                        "write",
                        String.valueOf(refused.getValue().getMessage()),
                        "Correct the cause; the next import of the list tries again."))
                .toList();
    }

    /** A profile that had gone has nothing but the membership now: the next full sync gives it the rest. */
    private static List<Link> dirty(Map<String, Link> links, Collection<String> made) {
        return made.stream()
                .flatMap(key -> Optional.ofNullable(links.get(key)).stream())
                .map(link -> new Memory(link).dirty().link())
                .toList();
    }
}
