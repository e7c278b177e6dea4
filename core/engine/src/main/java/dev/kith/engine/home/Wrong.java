package dev.kith.engine.home;

import static java.util.Objects.requireNonNull;

/** What is wrong with the value of a setting, and what to do; never leaves this package. */
final class Wrong extends Exception {
    private static final long serialVersionUID = 1L;

    private final String why;
    private final String advice;

    /** Wrong in the file itself, so the advice is to correct it there. */
    Wrong(String why) {
        this(why, "");
    }

    /** Goes on after the setting's name; the advice is a sentence. */
    Wrong(String why, String advice) {
        super(why);
        this.why = requireNonNull(why, "why");
        this.advice = requireNonNull(advice, "advice");
    }

    String why() {
        return why;
    }

    /** Empty for the usual one. */
    String advice() {
        return advice;
    }
}
