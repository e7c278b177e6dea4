package dev.kith.tribe.sim.model;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/** Something that happened to a row: what webhooks tell of. */
public record Change(EntityType type, UUID id, Kind kind) {
    /** What happened. */
    public enum Kind {
        CREATED,
        UPDATED,
        DELETED,
        /** A label was put on or taken off. */
        LABELLED
    }

    public Change {
        requireNonNull(type, "type");
        requireNonNull(id, "id");
        requireNonNull(kind, "kind");
    }
}
