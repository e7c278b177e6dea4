package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.EventClaim;
import dev.kith.engine.store.EventOutcome.Ended;
import dev.kith.engine.store.EventSettlement;
import dev.kith.engine.store.EventSource;
import dev.kith.engine.store.EventState;
import dev.kith.engine.store.EventSubject;
import dev.kith.engine.store.NewEvent;
import dev.kith.engine.store.Store;
import dev.kith.spi.Contact;
import dev.kith.spi.Resolution;
import dev.kith.spi.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Finds out whom a record of the CRM concerns. One contact is worked on at once; of many, those that differ from our memory
 * get an event each; whoever could not be named is looked for by a sweep.
 */
final class RecordWork implements SubjectWork {
    private static final int MOST_FETCHED = 100;

    private final Store store;
    private final Supplier<EventTools> tools;
    private final ContactWork contacts;
    private final ListRefresh lists;

    RecordWork(Store store, Supplier<EventTools> tools, ContactWork contacts, ListRefresh lists) {
        this.store = requireNonNull(store, "store");
        this.tools = requireNonNull(tools, "tools");
        this.contacts = requireNonNull(contacts, "contacts");
        this.lists = requireNonNull(lists, "lists");
    }

    @Override
    public void work(EventClaim claim) {
        Subject subject = new Subject(claim.subject().type(), claim.subject().id());
        lists.concerned(EventToolbox.LABEL_LIST + claim.subject().id());
        Resolution first = tools.get().lookup().resolve(subject, Optional.empty());
        if (first.next().isEmpty() && first.contactKeys().size() == 1) {
            contacts.work(claim, first.contactKeys().get(0), sweep(first.sweepNeeded(), claim));
        } else {
            spread(claim, subject, first);
        }
    }

    private void spread(EventClaim claim, Subject subject, Resolution first) {
        boolean sweepNeeded = false;
        boolean any = false;
        Optional<Resolution> part = Optional.of(first);
        while (part.isPresent()) {
            Resolution now = part.get();
            sweepNeeded |= now.sweepNeeded();
            any |= !now.contactKeys().isEmpty();
            for (List<String> keys : PassSteps.parts(now.contactKeys(), MOST_FETCHED)) {
                store.inbox().spread(claim, events(claim, keys));
            }
            part = now.next().map(cursor -> tools.get().lookup().resolve(subject, Optional.of(cursor)));
        }
        Ended end = any || sweepNeeded
                ? new Ended(EventState.APPLIED, "Handed on to the contacts it concerns.")
                : new Ended(EventState.IGNORED, "No contact depends on it.");
        store.inbox().settle(EventSettlement.of(claim, sweep(sweepNeeded, claim), end));
    }

    private List<NewEvent> events(EventClaim claim, List<String> keys) {
        Differences differences = new Differences(store.links(), claim.integration(), EventSource.SPREAD);
        Instant receivedAt = claim.firstReceived();
        List<Contact> found = tools.get().lookup().fetch(keys);
        List<NewEvent> events = new ArrayList<>(differences.of(found, receivedAt));
        Set<String> missing = new HashSet<>(keys);
        missing.removeAll(found.stream().map(Contact::key).collect(Collectors.toSet()));
        missing.forEach(key -> events.add(missing(claim, key)));
        return events;
    }

    /** What was told of the record says nothing of the contact, unless that is the record. */
    private static NewEvent missing(EventClaim claim, String key) {
        boolean itself = key.equals(claim.subject().id());
        return new NewEvent(
                EventSubject.contact(key),
                itself ? claim.kinds() : Set.of(),
                EventSource.SPREAD,
                claim.firstReceived());
    }

    private static List<NewEvent> sweep(boolean needed, EventClaim claim) {
        return needed
                ? List.of(new NewEvent(EventSubject.sweep(), Set.of(), EventSource.SPREAD, claim.firstReceived()))
                : List.of();
    }
}
