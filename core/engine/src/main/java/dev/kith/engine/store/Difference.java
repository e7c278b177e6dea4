package dev.kith.engine.store;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** How one contact would come out otherwise; with values of the person, so only for who may see them. */
public record Difference(String contactKey, List<Change> changes) {
    public Difference {
        requireNonNull(contactKey, "contactKey");
        changes = List.copyOf(changes);
    }
}
