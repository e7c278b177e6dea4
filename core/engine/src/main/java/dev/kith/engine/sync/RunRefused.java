package dev.kith.engine.sync;

import java.util.OptionalLong;

/** A run that can't be started now; the message says why. */
public final class RunRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient OptionalLong runningRun;

    RunRefused(String message, OptionalLong runningRun) {
        super(message);
        this.runningRun = runningRun;
    }

    /** The run that stands in the way; empty when the integration itself isn't ready. */
    public OptionalLong runningRun() {
        return runningRun;
    }
}
