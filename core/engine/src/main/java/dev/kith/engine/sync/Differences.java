package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.EventSource;
import dev.kith.engine.store.EventSubject;
import dev.kith.engine.store.Link;
import dev.kith.engine.store.Links;
import dev.kith.engine.store.NewEvent;
import dev.kith.spi.Contact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares contacts with our memory of them, and makes an event for each that differs. */
final class Differences {
    private final Links links;
    private final String integration;
    private final EventSource source;

    Differences(Links links, String integration, EventSource source) {
        this.links = requireNonNull(links, "links");
        this.integration = requireNonNull(integration, "integration");
        this.source = requireNonNull(source, "source");
    }

    /** Events for those that were never seen or look different now. */
    List<NewEvent> of(Collection<Contact> contacts, Instant receivedAt) {
        Map<String, Link> known =
                links.find(integration, contacts.stream().map(Contact::key).toList());
        List<NewEvent> events = new ArrayList<>();
        for (Contact contact : contacts) {
            Link link = known.get(contact.key());
            if (link == null || !link.sourceHash().equals(Hashes.of(contact))) {
                events.add(event(contact.key(), receivedAt));
            }
        }
        return events;
    }

    NewEvent event(String key, Instant receivedAt) {
        return new NewEvent(EventSubject.contact(key), Set.of(), source, receivedAt);
    }
}
