package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.ConsentKey;
import dev.kith.engine.sync.HistoryAudience.Consent;
import dev.kith.engine.sync.HistoryCrm.Person;
import dev.kith.spi.Notice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** What persons do in the two systems, and what the CRM tells of it: at once, twice, late, out of order, or never. */
final class HistoryPersons {
    private static final int MOST = 4;
    private static final List<String> CITIES = List.of("Goes", "Delft", "Sneek");
    private static final List<String> LABELS = List.of(HistoryCrm.NEWSLETTER, HistoryCrm.OFFERS);

    private record Telling(String key, Notice.Kind kind) {}

    private final HistoryStage stage;
    private final HistoryWorld world;
    private final List<Telling> late = new ArrayList<>();
    /** Whether nothing that the CRM tells arrives. */
    boolean deaf;

    private int created;
    private int addresses;

    HistoryPersons(HistoryStage stage) {
        this.stage = stage;
        world = stage.world;
        stage.crm.changed = this::changed;
    }

    private void changed(String key, Notice.Kind kind) {
        double chance = world.random.nextDouble();
        if (deaf) {
            return;
        }
        if (chance < 0.5) {
            stage.told(key, kind);
        } else if (chance < 0.6) {
            stage.told(key, kind);
            stage.told(key, kind);
        } else if (chance < 0.85) {
            late.add(new Telling(key, kind));
        }
        world.say("  " + key + " " + kind + (chance < 0.6 ? " told" : " not told yet"));
    }

    void create() {
        if (created < MOST) {
            create("k" + ++created);
        }
    }

    void create(String key) {
        Person person = new Person();
        person.email = "mail" + ++addresses + "@example.test";
        person.city = one(CITIES);
        person.out = world.random.nextInt(6) == 0;
        world.say("create " + key + " " + person.city + (person.out ? " out" : ""));
        stage.crm.persons.put(key, person);
        stage.crm.touched(key);
        LABELS.stream().filter(any -> world.random.nextBoolean()).forEach(label -> stage.crm.label(key, label, true));
        changed(key, Notice.Kind.CREATED);
    }

    void change() {
        some().ifPresent(key -> {
            Person person = requireNonNull(stage.crm.persons.get(key), key);
            switch (world.random.nextInt(person.out ? 2 : 4)) {
                case 0 -> person.email = "mail" + ++addresses + "@example.test";
                case 1 -> person.out = !person.out;
                default -> person.city = one(CITIES);
            }
            stage.crm.touched(key);
            world.say("change " + key + " to " + person.email + " " + person.city + (person.out ? " out" : ""));
            changed(key, Notice.Kind.UPDATED);
        });
    }

    void label(boolean present) {
        some().ifPresent(key -> {
            String label = one(LABELS);
            world.say((present ? "label " : "unlabel ") + key + " " + label);
            stage.crm.label(key, label, present);
        });
    }

    /** Hidden records look like deleted ones, but nobody says that they are (T37). */
    void hide() {
        some().ifPresent(key -> {
            Person person = requireNonNull(stage.crm.persons.get(key), key);
            person.hidden = !person.hidden;
            world.say((person.hidden ? "hide " : "show ") + key);
            changed(key, Notice.Kind.UPDATED);
        });
    }

    void showAll() {
        stage.crm.persons.values().forEach(person -> person.hidden = false);
    }

    void delete() {
        some().filter(key -> stage.crm.persons.size() > 1).ifPresent(key -> {
            world.say("delete " + key);
            stage.crm.delete(key);
        });
    }

    void merge() {
        Optional<String> survivor = some();
        Optional<String> other = some().filter(key -> !survivor.equals(Optional.of(key)));
        if (survivor.isPresent() && other.isPresent()) {
            boolean address = world.random.nextBoolean();
            world.say("merge " + other.get() + " into " + survivor.get() + (address ? " with its address" : ""));
            stage.crm.merge(other.get(), survivor.get(), address);
        }
    }

    void optOut() {
        say(false);
    }

    void optIn() {
        say(true);
    }

    private void say(boolean granted) {
        if (stage.audience.profiles.isEmpty()) {
            return;
        }
        String key = one(stage.audience.profiles.keySet());
        ConsentKey consent = one(HistoryRules.LABELS.keySet().stream()
                .sorted((a, b) -> a.toString().compareTo(b.toString()))
                .toList());
        Optional<Consent> stands = stage.audience.consent(key, consent);
        if (stands.isPresent() && stands.get().granted() == granted) {
            return;
        }
        world.say("person " + key + (granted ? " opts in " : " opts out ") + consent);
        stage.audience.person(key, consent, granted);
        if (world.random.nextBoolean()) {
            world.say("  hint " + key);
            stage.hinted(key);
        }
    }

    /** A delivery of the CRM that comes late, and perhaps after others. */
    void deliver() {
        if (!late.isEmpty()) {
            Telling telling = late.remove(world.random.nextInt(late.size()));
            world.say("deliver " + telling);
            stage.told(telling.key(), telling.kind());
        }
    }

    void deliverAll() {
        while (!late.isEmpty()) {
            deliver();
        }
    }

    private Optional<String> some() {
        Map<String, Person> persons = stage.crm.persons;
        return persons.isEmpty() ? Optional.empty() : Optional.of(one(persons.keySet()));
    }

    private <T> T one(Collection<T> all) {
        Random random = world.random;
        return List.copyOf(all).get(random.nextInt(all.size()));
    }
}
