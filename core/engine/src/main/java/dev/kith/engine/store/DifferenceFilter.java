package dev.kith.engine.store;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Which differences are wanted; what is empty lets all pass.
 *
 * @param attribute the name of an attribute that would change
 */
public record DifferenceFilter(Optional<String> contactKey, Optional<ChangeKind> kind, Optional<String> attribute) {
    public static final DifferenceFilter ALL =
            new DifferenceFilter(Optional.empty(), Optional.empty(), Optional.empty());

    public DifferenceFilter {
        requireNonNull(contactKey, "contactKey");
        requireNonNull(kind, "kind");
        requireNonNull(attribute, "attribute");
    }
}
