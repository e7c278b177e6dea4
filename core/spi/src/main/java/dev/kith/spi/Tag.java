package dev.kith.spi;

import static java.util.Objects.requireNonNull;

/** A mark that a profile carries or not. */
public record Tag(String id, String name) {
    public Tag {
        requireNonNull(id, "id");
        requireNonNull(name, "name");
    }
}
