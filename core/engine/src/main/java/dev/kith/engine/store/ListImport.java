package dev.kith.engine.store;

import static java.util.Objects.requireNonNull;

/**
 * What a run did with a saved list, or a batch of it.
 *
 * @param added profiles that were given the membership
 * @param removed profiles it was taken from
 * @param waiting members without a profile
 */
public record ListImport(String list, long added, long removed, long waiting) {
    public ListImport {
        requireNonNull(list, "list");
    }
}
