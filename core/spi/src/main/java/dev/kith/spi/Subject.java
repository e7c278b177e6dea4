package dev.kith.spi;

import static java.util.Objects.requireNonNull;

/**
 * What a notice of the CRM is about: a contact, or a record that contacts depend on.
 *
 * @param type a word of the connector's own, at most 200 characters; the host keeps it and gives it back unread
 * @param id the CRM's id of the record, at most 200 characters
 */
public record Subject(String type, String id) {
    public Subject {
        requireNonNull(type, "type");
        requireNonNull(id, "id");
    }
}
