package dev.kith.engine.store;

/** A contact can't be forgotten now, since a run or an event of it is under way; the message says what to wait for. */
public final class ForgetRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ForgetRefused(String message) {
        super(message);
    }
}
