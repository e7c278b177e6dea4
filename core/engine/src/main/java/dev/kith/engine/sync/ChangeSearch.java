package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.ConsentKey;
import dev.kith.engine.store.Links;
import dev.kith.engine.store.NewEvent;
import dev.kith.spi.Contact;
import dev.kith.spi.ContactPage;
import dev.kith.spi.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Looks for contacts that differ from our memory: reads what changed since a moment, and the members of every label that
 * stands for a consent. Who differs gets one event, and so does who has a consent of labels and isn't among their members.
 *
 * <p>Labels have to be read as a whole, since nothing tells when one was put on or taken off (T25). The keys of members are
 * held in memory, as long as a consent is left that their label stands for. Used once, by one thread.
 */
final class ChangeSearch {
    /** The clocks of both sides differ, and what is written now may show up later. */
    static final Duration OVERLAP = Duration.ofMinutes(15);

    private final Links links;
    private final Differences differences;
    private final EventTools tools;
    private final BiFunction<Reading, Optional<String>, ContactPage> source;
    private final BooleanSupplier stop;
    private final Consumer<Found> found;
    private final Instant now;
    private final String integration;
    private final Set<String> told = new HashSet<>();

    /**
     * A page of contacts.
     *
     * @param read how many there were
     * @param events for those that differ, as far as they have none yet
     */
    record Found(long read, List<NewEvent> events) {
        Found {
            events = List.copyOf(events);
        }
    }

    /**
     * What the search is for.
     *
     * @param differences makes the events
     * @param now when they count as received
     */
    record Purpose(String integration, Differences differences, Instant now) {}

    /**
     * @param source reads a page
     * @param stop when true, the search ends after its page
     * @param found called with each page
     */
    ChangeSearch(
            Purpose purpose,
            Links links,
            EventTools tools,
            BiFunction<Reading, Optional<String>, ContactPage> source,
            BooleanSupplier stop,
            Consumer<Found> found) {
        this.integration = purpose.integration();
        this.differences = purpose.differences();
        this.now = purpose.now();
        this.links = requireNonNull(links, "links");
        this.tools = requireNonNull(tools, "tools");
        this.source = requireNonNull(source, "source");
        this.stop = requireNonNull(stop, "stop");
        this.found = requireNonNull(found, "found");
    }

    /** Searches to the end; false when it was stopped before. */
    boolean since(Instant moment) {
        if (!read(Reading.changedSince(moment.minus(OVERLAP)), contact -> {})) {
            return false;
        }
        Map<Set<String>, Set<ConsentKey>> consents = consentsByLabels();
        Map<String, Set<String>> members = new HashMap<>();
        for (String label : tools.labels()) {
            String list = tools.labelLists().get(label);
            if (list != null) {
                Set<String> keys = new HashSet<>();
                if (!read(Reading.membersOf(list), contact -> keys.add(contact.key()))) {
                    return false;
                }
                members.put(label, keys);
            }
            forget(consents, members);
        }
        return true;
    }

    /** Looks at consents whose labels are all read, and forgets members that no other consent needs. */
    private void forget(Map<Set<String>, Set<ConsentKey>> consents, Map<String, Set<String>> members) {
        List<Set<String>> whole =
                consents.keySet().stream().filter(members.keySet()::containsAll).toList();
        for (Set<String> labels : whole) {
            noMoreMembers(
                    Set.copyOf(consents.get(labels)),
                    labels.stream().map(members::get).toList());
            consents.remove(labels);
        }
        members.keySet().removeIf(label -> consents.keySet().stream().noneMatch(labels -> labels.contains(label)));
    }

    private boolean read(Reading reading, Consumer<Contact> each) {
        Optional<String> cursor = Optional.empty();
        do {
            if (stop.getAsBoolean()) {
                return false;
            }
            ContactPage page = source.apply(reading, cursor);
            page.contacts().forEach(each);
            found.accept(new Found(page.contacts().size(), untold(differences.of(page.contacts(), now))));
            cursor = page.next();
        } while (cursor.isPresent());
        return true;
    }

    private void noMoreMembers(Set<ConsentKey> consents, List<Set<String>> members) {
        List<NewEvent> events = new ArrayList<>();
        for (String key : links.granted(integration, consents)) {
            if (members.stream().noneMatch(keys -> keys.contains(key))) {
                events.add(differences.event(key, now));
            }
        }
        PassSteps.parts(untold(events)).forEach(part -> found.accept(new Found(0, part)));
    }

    private List<NewEvent> untold(Collection<NewEvent> events) {
        return events.stream().filter(event -> told.add(event.subject().id())).toList();
    }

    private Map<Set<String>, Set<ConsentKey>> consentsByLabels() {
        Map<Set<String>, Set<ConsentKey>> consents = new HashMap<>();
        tools.managed().consents().forEach((consent, labels) -> {
            if (!labels.isEmpty()) {
                consents.computeIfAbsent(labels, l -> new HashSet<>())
                        .add(tools.audience().consent(consent));
            }
        });
        return consents;
    }
}
