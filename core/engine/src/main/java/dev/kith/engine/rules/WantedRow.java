package dev.kith.engine.rules;

import static java.util.Objects.requireNonNull;

/**
 * A row as it is to be.
 *
 * @param was the name the row has now; another one than the row's to rename it, a name that no row has for a new row
 */
public record WantedRow(Row row, String was) {
    public WantedRow {
        requireNonNull(row, "row");
        requireNonNull(was, "was");
    }
}
