package dev.kith.engine.store;

/** A full run was asked for while another full run of the integration has not ended. */
public final class RunRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long runningRunId;

    RunRefused(String integration, long runningRunId) {
        super("Integration \"%s\": full run %d has not ended yet. Wait for its end or cancel it."
                .formatted(integration, runningRunId));
        this.runningRunId = runningRunId;
    }

    public long runningRunId() {
        return runningRunId;
    }
}
