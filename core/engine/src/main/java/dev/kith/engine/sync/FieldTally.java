package dev.kith.engine.sync;

import dev.kith.spi.Contact;
import java.util.HashMap;
import java.util.Map;

/** Counts in how many contacts each field had a value, from one moved cursor to the next. Used by one thread. */
final class FieldTally {
    private final Map<String, Long> filled = new HashMap<>();
    private long contacts;

    void add(Contact contact) {
        contacts++;
        contact.values().keySet().forEach(field -> filled.merge(field, 1L, Long::sum));
    }

    Map<String, Long> filled() {
        return Map.copyOf(filled);
    }

    long contacts() {
        return contacts;
    }

    void clear() {
        filled.clear();
        contacts = 0;
    }
}
