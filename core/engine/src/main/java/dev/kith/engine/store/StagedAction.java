package dev.kith.engine.store;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/**
 * What of one kind would change at one contact's profile, and isn't written yet.
 *
 * @param parts names of what would change, in a stable order; no value of the person
 * @param basis hash of what else a person's word is about, so that it doesn't count for another address; empty for nothing
 * @param run the run that staged it; 0 for an event
 */
public record StagedAction(
        String contactKey,
        StagedKind kind,
        List<String> parts,
        String basis,
        StagedState state,
        long run,
        Instant stagedAt) {
    public StagedAction {
        requireNonNull(contactKey, "contactKey");
        requireNonNull(kind, "kind");
        parts = List.copyOf(parts);
        requireNonNull(basis, "basis");
        requireNonNull(state, "state");
        requireNonNull(stagedAt, "stagedAt");
    }
}
