package dev.kith.tribe.sim.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A navigation property of an entity type.
 *
 * @param target name of the entity type it leads to
 * @param many true when it leads to any number of rows
 * @param slot where a row keeps the target or targets; -1 when they are computed
 * @param inverse name of the navigation that leads back and is kept in step; null for none
 * @param owned false when only its inverse may be written
 * @param computed how the targets are found; null when they are stored
 */
public record Navigation(
        String name,
        String target,
        boolean many,
        int slot,
        @Nullable String inverse,
        boolean owned,
        @Nullable Computed computed) {
    public Navigation {
        requireNonNull(name, "name");
        requireNonNull(target, "target");
    }

    /** Finds the targets from the row. */
    @FunctionalInterface
    public interface Computed {
        List<Row> of(Row row);
    }
}
