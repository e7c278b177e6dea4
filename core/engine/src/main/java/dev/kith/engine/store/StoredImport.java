package dev.kith.engine.store;

import static java.util.Objects.requireNonNull;

import dev.kith.spi.ImportJob;

/** An import of a run, and how far it was when it was stored. */
public record StoredImport(ImportJob job, ImportState state) {
    public StoredImport {
        requireNonNull(job, "job");
        requireNonNull(state, "state");
    }
}
