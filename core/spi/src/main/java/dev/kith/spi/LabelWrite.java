package dev.kith.spi;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * Labels to put on a contact and to take off it.
 *
 * @param contactKey the contact
 * @param add ids of labels
 * @param remove ids of labels; none of {@code add}
 */
public record LabelWrite(String contactKey, Set<String> add, Set<String> remove) {
    public LabelWrite {
        requireNonNull(contactKey, "contactKey");
        add = Set.copyOf(add);
        remove = Set.copyOf(remove);
        if (add.stream().anyMatch(remove::contains)) {
            throw new IllegalArgumentException("A label can't be both added and removed");
        }
    }
}
