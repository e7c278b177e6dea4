package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.spi.ConsentWriter;
import dev.kith.spi.Contact;
import dev.kith.spi.ContactLookup;
import dev.kith.spi.ContactPage;
import dev.kith.spi.ContactSource;
import dev.kith.spi.LabelResult;
import dev.kith.spi.LabelResult.Outcome;
import dev.kith.spi.LabelWrite;
import dev.kith.spi.Notice;
import dev.kith.spi.Reading;
import dev.kith.spi.Resolution;
import dev.kith.spi.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** The CRM of a history. It remembers what its labels looked like whenever Kith read them. */
final class HistoryCrm implements ContactLookup, ContactSource, ConsentWriter {
    static final String NEWSLETTER = "Newsletter";
    static final String OFFERS = "Offers";
    private static final int PAGE = 2;

    /** A person as the CRM has it. */
    static final class Person {
        String email = "";
        String city = "Goes";
        boolean out;
        boolean hidden;
        final Set<String> labels = new TreeSet<>();
    }

    final Map<String, Person> persons = new TreeMap<>();
    final Set<String> deleted = new HashSet<>();
    /** Labels that the settings of the connector don't show. */
    final Set<String> notRead = new HashSet<>();

    final HistoryGone gone = new HistoryGone();
    /** Told of each change. */
    BiConsumer<String, Notice.Kind> changed = (key, kind) -> {};

    private final HistoryWorld world;
    private final Map<String, List<Instant>> readAbsent = new HashMap<>();
    private final Map<String, Set<String>> merged = new HashMap<>();
    private final Map<String, Instant> setAt = new HashMap<>();
    private final Map<String, Contact> lastRead = new HashMap<>();
    private final Map<String, Instant> changedAt = new HashMap<>();

    HistoryCrm(HistoryWorld world) {
        this.world = world;
    }

    void label(String key, String label, boolean present) {
        Person person = requireNonNull(persons.get(key), key);
        if (present && person.labels.add(label)) {
            setAt.put(key + label, world.clock.instant());
            changed.accept(key, Notice.Kind.UPDATED);
        } else if (!present && person.labels.remove(label)) {
            changed.accept(key, Notice.Kind.UPDATED);
        }
    }

    /** The record itself is another now; labels are records of their own (T25). */
    void touched(String key) {
        changedAt.put(key, world.clock.instant());
    }

    /** B8: the survivor takes over the labels, and perhaps the address; the other one is deleted. */
    void merge(String other, String survivor, boolean address) {
        Person left = requireNonNull(persons.get(other), other);
        Person stays = requireNonNull(persons.get(survivor), survivor);
        merged.computeIfAbsent(survivor, any -> new HashSet<>()).add(other);
        if (address) {
            stays.email = left.email;
            touched(survivor);
        }
        delete(other);
        List.copyOf(left.labels).forEach(label -> label(survivor, label, true));
        changed.accept(survivor, Notice.Kind.UPDATED);
    }

    /** The contacts that were merged into this one. */
    Set<String> mergedInto(String key) {
        return merged.getOrDefault(key, Set.of());
    }

    void delete(String key) {
        persons.remove(key);
        deleted.add(key);
        changed.accept(key, Notice.Kind.DELETED);
    }

    /** D28: whether the label was read absent after a moment, and set anew after that reading. */
    boolean setAnewAfter(String key, String label, Instant moment) {
        Optional<Instant> set = Optional.ofNullable(setAt.get(key + label));
        return readAbsent.getOrDefault(key + label, List.of()).stream()
                .anyMatch(read -> read.isAfter(moment)
                        && set.filter(at -> !at.isBefore(read)).isPresent());
    }

    /** What Kith read of a contact last. */
    Optional<Contact> lastRead(String key) {
        return Optional.ofNullable(lastRead.get(key));
    }

    @Override
    public Resolution resolve(Subject subject, Optional<String> cursor) {
        world.call("resolve " + subject.id());
        return Resolution.of(List.of(subject.id()));
    }

    @Override
    public List<Contact> fetch(Collection<String> keys) {
        world.call("fetch " + keys);
        List<Contact> found = found(keys);
        found.forEach(this::note);
        gone.lookedUp(keys, found.stream().map(Contact::key).toList());
        return found;
    }

    private List<Contact> found(Collection<String> keys) {
        return new TreeSet<>(keys).stream().flatMap(key -> shown(key).stream()).toList();
    }

    /** Looks contacts up only to compare them: nothing is decided about them, so Kith remembers no label as absent. */
    ContactLookup comparing() {
        return new ContactLookup() {
            @Override
            public Resolution resolve(Subject subject, Optional<String> cursor) {
                return HistoryCrm.this.resolve(subject, cursor);
            }

            @Override
            public List<Contact> fetch(Collection<String> keys) {
                world.call("look at " + keys);
                return found(keys);
            }
        };
    }

    @Override
    public ContactPage read(Reading reading, Optional<String> cursor) {
        boolean all = reading.scope() == Reading.Scope.ALL;
        world.call("page " + cursor.orElse("")
                + (all ? "" : " of " + reading.list().orElse("what changed")));
        List<String> found = persons.entrySet().stream()
                .filter(person -> !person.getValue().hidden && isOf(reading, person.getKey(), person.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        List<String> rest = found.stream()
                .filter(key -> key.compareTo(cursor.orElse("")) >= 0)
                .toList();
        List<String> page = rest.subList(0, Math.min(PAGE, rest.size()));
        Optional<String> next = page.size() == rest.size() ? Optional.empty() : Optional.of(page.get(PAGE - 1));
        List<Contact> contacts =
                page.stream().flatMap(key -> shown(key).stream()).toList();
        if (all) {
            contacts.forEach(this::note);
            gone.read(page);
        }
        return new ContactPage(contacts, next, OptionalLong.of(found.size()));
    }

    private boolean isOf(Reading reading, String key, Person person) {
        return switch (reading.scope()) {
            case ALL -> true;
            case CHANGED, CREATED ->
                !changedAt
                        .getOrDefault(key, Instant.MIN)
                        .isBefore(reading.since().orElseThrow());
            case MEMBERS -> HistoryLists.isOn(reading.list().orElseThrow(), person);
        };
    }

    /** Everybody has a number of their own. */
    static long mobile(String key) {
        return 610_000_000L + Integer.parseInt(key.substring(1));
    }

    private Optional<Contact> shown(String key) {
        Person person = persons.get(key);
        if (person == null || person.hidden) {
            return Optional.empty();
        }
        Map<String, Object> values = new TreeMap<>(Map.of("City", person.city, "Mobile", mobile(key)));
        if (person.out) {
            values.put("out", true);
        }
        List<String> labels =
                person.labels.stream().filter(label -> !notRead.contains(label)).toList();
        return Optional.of(new Contact(key, Optional.of(person.email), values, labels, labels, true));
    }

    /** Of a contact that is decided about. */
    private void note(Contact contact) {
        Set<String> labels = requireNonNull(persons.get(contact.key())).labels;
        for (String label : List.of(NEWSLETTER, OFFERS)) {
            if (!labels.contains(label)) {
                readAbsent
                        .computeIfAbsent(contact.key() + label, any -> new ArrayList<>())
                        .add(world.clock.instant());
            }
        }
        lastRead.put(contact.key(), contact);
    }

    @Override
    public List<LabelResult> write(LabelWrite write) {
        world.call("labels of " + write.contactKey());
        List<LabelResult> results = new ArrayList<>();
        boolean there = Optional.ofNullable(persons.get(write.contactKey()))
                .filter(person -> !person.hidden)
                .isPresent();
        write.add().forEach(label -> results.add(write(write.contactKey(), label, true, there)));
        write.remove().forEach(label -> results.add(write(write.contactKey(), label, false, there)));
        world.step("labels written");
        return results;
    }

    private LabelResult write(String key, String label, boolean present, boolean there) {
        if (!there) {
            return new LabelResult(label, Outcome.NO_CONTACT, "");
        }
        boolean was = requireNonNull(persons.get(key), key).labels.contains(label);
        world.say("  Kith " + (present ? "sets" : "removes") + " label " + label + " of " + key);
        label(key, label, present);
        return new LabelResult(label, was == present ? Outcome.ALREADY : Outcome.WRITTEN, "");
    }
}
