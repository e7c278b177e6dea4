package dev.kith.web.page;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.Run;
import dev.kith.engine.store.RunCounts;
import dev.kith.engine.store.RunKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A run in words, for the templates. */
public record RunView(Run run, Instant now) {
    public RunView {
        requireNonNull(run, "run");
        requireNonNull(now, "now");
    }

    /** One number of a result; {@code tone} is a class of the stylesheet. */
    public record Count(String name, String value, String tone) {}

    public String title() {
        return kind(run.kind()) + " " + run.id();
    }

    public static String kind(RunKind kind) {
        return switch (kind) {
            case FULL -> "Full sync";
            case DRY_RUN -> "Dry run";
            case NEW_CONTACTS -> "New contacts";
            case CATCH_UP -> "Catch-up";
            case LIST_IMPORT -> "List import";
            case BACKTEST -> "Backtest";
        };
    }

    public String path() {
        return "/integrations/" + run.integration() + "/runs/" + run.id();
    }

    /** Where what an inert run found can be had, without the ending of the file; empty for other runs. */
    public String differences() {
        return run.kind().isInert()
                ? "/api/v1/integrations/" + run.integration() + "/runs/" + run.id() + "/differences"
                : "";
    }

    public boolean ended() {
        return run.state().isEnded();
    }

    public boolean cancelling() {
        return run.cancelRequested() && !ended();
    }

    public String state() {
        return cancelling() ? "cancelling" : run.state().word();
    }

    public Instant started() {
        return run.startedAt().orElse(run.createdAt());
    }

    public Optional<Instant> endedAt() {
        return run.endedAt();
    }

    public String took() {
        Instant end = run.endedAt().orElse(now);
        return Wording.duration(Duration.between(started(), end));
    }

    public String read() {
        return Wording.number(run.counts().read());
    }

    public String issues() {
        return Wording.number(run.counts().issues());
    }

    public String issuesInWords() {
        return issues() + (run.counts().issues() == 1 ? " issue" : " issues");
    }

    public boolean hasIssues() {
        return run.counts().issues() > 0;
    }

    /** The first digits of the rule set's version; enough to tell two apart. */
    public String ruleSet() {
        return run.ruleSetVersion()
                .substring(0, Math.min(8, run.ruleSetVersion().length()));
    }

    /** Of the contacts the source counts, how many per cent were read; empty while that isn't known. */
    public OptionalLong percent() {
        OptionalLong expected = run.lastTotal().isPresent() ? run.lastTotal() : run.firstTotal();
        if (expected.isEmpty() || expected.getAsLong() == 0) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Math.min(100, 100 * run.counts().read() / expected.getAsLong()));
    }

    public String progress() {
        OptionalLong expected = run.lastTotal().isPresent() ? run.lastTotal() : run.firstTotal();
        return expected.isPresent()
                ? read() + " of " + Wording.number(expected.getAsLong()) + " contacts read"
                : read() + " contacts read";
    }

    /** What a screen reader says; it changes at each tenth only, so that it isn't a stream of numbers. */
    public String announcement() {
        if (ended() || percent().isEmpty()) {
            return title() + " " + state();
        }
        return title() + " " + state() + ", " + percent().getAsLong() / 10 * 10 + " per cent";
    }

    public List<Count> counts() {
        RunCounts counts = run.counts();
        return List.of(
                count("Read", counts.read(), "plain"),
                count("Created", counts.created(), "good"),
                count("Updated", counts.updated(), "good"),
                count("Unchanged", counts.unchanged(), "plain"),
                count("Out of scope", counts.outOfScope(), "plain"),
                count("Consents", counts.consents(), "good"),
                count("Erased", counts.erased(), "warn"),
                count("Staged", counts.staged(), "warn"),
                count("Issues", counts.issues(), "bad"));
    }

    private static Count count(String name, long value, String tone) {
        return new Count(name, Wording.number(value), value == 0 ? "none" : tone);
    }
}
