package dev.kith.engine.store;

import static java.util.Objects.requireNonNull;

/**
 * A label that the CRM should take off a contact, or put on it, since the person said so in the audience.
 *
 * @param label its name
 * @param present true: put on; false: take off
 */
public record LabelChange(String contactKey, String label, boolean present) {
    public LabelChange {
        requireNonNull(contactKey, "contactKey");
        requireNonNull(label, "label");
    }
}
