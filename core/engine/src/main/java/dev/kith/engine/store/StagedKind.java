package dev.kith.engine.store;

import static java.util.Arrays.stream;

import java.util.Optional;

/** The kinds of dangerous writes, which the guard holds when they are many. */
public enum StagedKind {
    /** A profile is erased. */
    ERASE("erase"),
    /** Attributes that we had filled are emptied. */
    BLANK("blank"),
    /** Consents are withdrawn because the rules or the CRM's settings changed, not the contact. */
    WITHDRAW("withdraw"),
    /** Consents are given to a profile that Kith didn't create. */
    OPT_IN("opt-in"),
    /** Another profile is merged into the contact's. */
    MERGE("merge");

    private final String word;

    StagedKind(String word) {
        this.word = word;
    }

    /** The name in the database, in settings and in REST. */
    public String word() {
        return word;
    }

    public static Optional<StagedKind> of(String word) {
        return stream(values()).filter(kind -> kind.word.equals(word)).findAny();
    }
}
