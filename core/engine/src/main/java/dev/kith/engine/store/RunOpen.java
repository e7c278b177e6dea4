package dev.kith.engine.store;

/** A run was asked for while another of its kind, of which an integration can have only one, has not ended. */
public final class RunOpen extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long run;

    RunOpen(String integration, RunKind kind, long run) {
        super("Integration \"%s\": %s run %d has not ended yet. Wait for its end or cancel it."
                .formatted(integration, kind.word(), run));
        this.run = run;
    }

    public long run() {
        return run;
    }
}
