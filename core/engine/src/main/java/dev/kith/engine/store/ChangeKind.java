package dev.kith.engine.store;

import static java.util.Arrays.stream;

import java.util.Optional;

/** In which way a contact would come out otherwise. */
public enum ChangeKind {
    /** It would get a profile. */
    CREATED("created"),
    /** It would be in scope again. */
    ENTERED_SCOPE("entered-scope"),
    /** It would leave the scope; its profile stays. */
    LEFT_SCOPE("left-scope"),
    /** A rule would fail for it, so that nothing is decided. */
    UNDECIDED("undecided"),
    ATTRIBUTE("attribute"),
    OPT_IN("opt-in"),
    WITHDRAWAL("withdrawal"),
    /** An opt-in that the active rules would give would not be given. */
    NO_OPT_IN("no-opt-in"),
    /** A consent we gave would be left as it is, since no rule manages it any more. */
    UNMANAGED("unmanaged"),
    /** What was delivered already would be sent again: by force, or after a delivery that failed. */
    RESENT("resent");

    private final String word;

    ChangeKind(String word) {
        this.word = word;
    }

    /** The name in the database and in REST. */
    public String word() {
        return word;
    }

    public static Optional<ChangeKind> of(String word) {
        return stream(values()).filter(kind -> kind.word.equals(word)).findAny();
    }
}
