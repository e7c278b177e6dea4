package dev.kith.spi;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Writes sorted by how they must go out. Each write is in exactly one place.
 *
 * @param imports often one; more when writes can't share one
 * @param singles what goes through {@link ProfileSink} instead
 */
public record BulkPlan(List<Import> imports, List<Single> singles) {

    /**
     * The rows of one import.
     *
     * @param shape what the rows have in common, as text; equal texts take equal rows. Holds no personal data
     */
    public record Import(String shape, List<ProfileWrite> rows) {
        public Import {
            requireNonNull(shape, "shape");
            rows = List.copyOf(rows);
        }
    }

    /** A write that can't go in bulk, and why in a few words without personal data. */
    public record Single(ProfileWrite write, String reason) {
        public Single {
            requireNonNull(write, "write");
            requireNonNull(reason, "reason");
        }
    }

    public BulkPlan {
        imports = List.copyOf(imports);
        singles = List.copyOf(singles);
    }
}
