package dev.kith.spi;

import static java.util.Objects.requireNonNull;

/**
 * A label of the CRM that can stand for a consent.
 *
 * @param id the CRM's id
 * @param name the name rules use: the alias an admin gave it, else its own name
 * @param active false when the CRM has deactivated it; it then counts for nobody
 */
public record OptInLabel(String id, String name, boolean active) {
    public OptInLabel {
        requireNonNull(id, "id");
        requireNonNull(name, "name");
    }
}
