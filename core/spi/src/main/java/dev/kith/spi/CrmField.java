package dev.kith.spi;

import static java.util.Objects.requireNonNull;

/**
 * One field of a contact.
 *
 * @param name the property rules use; matches {@code [a-z][A-Za-z0-9]{0,60}}, never a name off the wire
 * @param title the name people know it by
 */
public record CrmField(String name, String title, FieldType type) {
    public CrmField {
        requireNonNull(name, "name");
        requireNonNull(title, "title");
        requireNonNull(type, "type");
    }
}
