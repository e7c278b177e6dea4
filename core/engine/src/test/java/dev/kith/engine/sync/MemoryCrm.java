package dev.kith.engine.sync;

import dev.kith.spi.ConnectorException;
import dev.kith.spi.Contact;
import dev.kith.spi.ContactLookup;
import dev.kith.spi.ContactPage;
import dev.kith.spi.ContactSource;
import dev.kith.spi.Reading;
import dev.kith.spi.Resolution;
import dev.kith.spi.Subject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;

/** A CRM in memory: a record is a contact of its own, unless the test says whom it concerns. */
final class MemoryCrm implements ContactLookup, ContactSource {
    final Map<String, Contact> contacts = new ConcurrentSkipListMap<>();
    final Map<String, List<Resolution>> records = new HashMap<>();
    final List<Reading> readings = new ArrayList<>();
    Optional<ConnectorException> down = Optional.empty();
    Function<Reading, List<Contact>> read = reading -> List.of();

    void put(Contact contact) {
        contacts.put(contact.key(), contact);
    }

    @Override
    public Resolution resolve(Subject subject, Optional<String> cursor) {
        failIfDown();
        int part = cursor.map(Integer::parseInt).orElse(0);
        return records.getOrDefault(subject.id(), List.of(Resolution.of(List.of(subject.id()))))
                .get(part);
    }

    @Override
    public List<Contact> fetch(Collection<String> keys) {
        failIfDown();
        Map<String, Contact> found = new TreeMap<>(contacts);
        found.keySet().retainAll(keys);
        return List.copyOf(found.values());
    }

    @Override
    public ContactPage read(Reading reading, Optional<String> cursor) {
        failIfDown();
        readings.add(reading);
        return new ContactPage(read.apply(reading), Optional.empty(), OptionalLong.empty());
    }

    private void failIfDown() {
        if (down.isPresent()) {
            throw down.get();
        }
    }
}
