package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.spi.ConnectorException;
import dev.kith.spi.ProfileMerger;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Carries out the merges of plans, just before their writes. Blocks on the audience. */
final class Merger {
    private final ProfileMerger merger;
    private final Patience patience;

    Merger(ProfileMerger merger, Patience patience) {
        this.merger = requireNonNull(merger, "merger");
        this.patience = requireNonNull(patience, "patience");
    }

    /**
     * Merges.
     *
     * @throws ConnectorException any but a refusal of this contact: nothing is known of the merge then, and it is done again
     */
    Merged merge(String contactKey, Merge merge, BooleanSupplier cancelled) {
        try {
            return new Merged(
                    merge, patience.call(() -> merger.merge(contactKey, merge.address()), cancelled), Optional.empty());
        } catch (ConnectorException e) {
            return switch (e.kind()) {
                case REJECTED, BUG -> new Merged(merge, List.of(), Optional.of(String.valueOf(e.getMessage())));
                case CONFIG, AUTH, THROTTLED, TRANSIENT -> throw e;
            };
        }
    }
}
