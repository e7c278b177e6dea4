package dev.kith.engine.store;

/** A full run was asked for while another full run of the integration has not ended. */
public final class FullRunOpen extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long run;

    FullRunOpen(String integration, long run) {
        super("Integration \"%s\": full run %d has not ended yet. Wait for its end or cancel it."
                .formatted(integration, run));
        this.run = run;
    }

    public long run() {
        return run;
    }
}
