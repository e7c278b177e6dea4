package dev.kith.engine.sync;

/** A saved list that can't be configured so; the message says why. */
public final class ListRefused extends Exception {
    private static final long serialVersionUID = 1L;

    ListRefused(String message) {
        super(message);
    }
}
