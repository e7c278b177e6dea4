package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.ListCarrier;
import dev.kith.engine.store.ListKind;

/**
 * How a person wants a saved list to be brought to the audience.
 *
 * @param name the name of the attribute or tag
 */
public record ListRequest(ListKind kind, ListCarrier.Type carrier, String name, boolean recurring) {
    public ListRequest {
        requireNonNull(kind, "kind");
        requireNonNull(carrier, "carrier");
        requireNonNull(name, "name");
    }
}
