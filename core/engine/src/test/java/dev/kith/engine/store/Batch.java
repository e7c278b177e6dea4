package dev.kith.engine.store;

import static dev.kith.engine.store.Samples.OWNER;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Builds a settlement for a test out of the parts that matter to it. */
final class Batch {
    private final long run;
    private String owner = OWNER;
    private List<Link> links = List.of();
    private List<String> seen = List.of();
    private List<RunIssue> issues = List.of();
    private RunCounts counts = RunCounts.ZERO;
    private Optional<String> cursor = Optional.empty();
    private OptionalLong total = OptionalLong.empty();
    private List<LedgerEntry> ledger = List.of();
    private List<FreedValue> freed = List.of();

    Batch(Run run) {
        this.run = run.id();
    }

    Batch owner(String name) {
        owner = name;
        return this;
    }

    Batch links(Link... written) {
        return links(List.of(written));
    }

    Batch links(List<Link> written) {
        links = written;
        return this;
    }

    Batch seen(List<String> keys) {
        seen = keys;
        return this;
    }

    Batch issues(RunIssue... found) {
        issues = List.of(found);
        return this;
    }

    Batch counts(RunCounts delta) {
        counts = delta;
        return this;
    }

    Batch cursor(String next) {
        cursor = Optional.of(next);
        return this;
    }

    Batch total(long contacts) {
        total = OptionalLong.of(contacts);
        return this;
    }

    Batch ledger(LedgerEntry... entries) {
        ledger = List.of(entries);
        return this;
    }

    Batch freed(FreedValue... values) {
        freed = List.of(values);
        return this;
    }

    Settlement settlement() {
        return new Settlement(
                run, owner, links, seen, issues, counts, cursor, total, ledger, List.of(), freed, List.of(), List.of());
    }
}
