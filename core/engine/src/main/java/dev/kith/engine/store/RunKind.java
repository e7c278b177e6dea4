package dev.kith.engine.store;

import static java.util.Arrays.stream;

import java.util.Optional;

/** What a run does with the contacts it reads. */
public enum RunKind {
    /** Reads every contact and delivers what differs; one at a time per integration. */
    FULL("full"),
    /** Decides like a full run and writes nothing, neither to the audience nor to links. */
    DRY_RUN("dry-run"),
    /** Makes the profiles of contacts that have none: those whose events wait for it, and those created lately (S30). */
    NEW_CONTACTS("new-contacts"),
    /** Looks for contacts that changed without an event that came, and puts one for each into the inbox. */
    CATCH_UP("catch-up"),
    /** Gives the members of one saved list what the list's settings say, and takes it from those who left (S37, S38). */
    LIST_IMPORT("list-import"),
    /** Compares what other rules would decide with what the active ones do, and writes nothing either. */
    BACKTEST("backtest");

    private final String word;

    RunKind(String word) {
        this.word = word;
    }

    /** The name in the database and in REST. */
    public String word() {
        return word;
    }

    /** Whether an integration can have only one of this kind that hasn't ended; of imports, one of each list. */
    public boolean isAlone() {
        return !isInert();
    }

    /** Whether nothing moves by it: no profile, link, cursor or ledger. */
    public boolean isInert() {
        return this == DRY_RUN || this == BACKTEST;
    }

    public static Optional<RunKind> of(String word) {
        return stream(values()).filter(kind -> kind.word.equals(word)).findAny();
    }
}
