package dev.kith.tribe.sim.model;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A primitive property of an entity type.
 *
 * @param slot where a row keeps the value; -1 when it is computed
 * @param onRequest true when it is answered only if it is selected
 * @param computed how the value is worked out; null when it is stored
 */
public record Property(
        String name,
        Edm type,
        int slot,
        boolean onRequest,
        @Nullable Computed computed) {
    public Property {
        requireNonNull(name, "name");
        requireNonNull(type, "type");
    }

    /** Works out a value from its row. */
    @FunctionalInterface
    public interface Computed {
        @Nullable
        Object of(Row row);
    }
}
