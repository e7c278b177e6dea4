package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.rules.RuleRows;
import java.util.List;
import java.util.Optional;

/**
 * What became of rows that were saved.
 *
 * @param rows as they are in the files now
 * @param refused why they are only the candidate; empty when they decide now
 */
public record RowsSaved(RuleRows rows, Optional<ActivationRefused> refused) {
    public RowsSaved {
        requireNonNull(rows, "rows");
        requireNonNull(refused, "refused");
    }

    /** Why the rows don't decide yet: a sentence, and the cases that fail. */
    public List<String> reasons() {
        return refused.map(ActivationRefused::words).orElse(List.of());
    }
}
