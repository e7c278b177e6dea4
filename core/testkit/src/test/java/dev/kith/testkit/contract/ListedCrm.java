package dev.kith.testkit.contract;

import dev.kith.spi.Connector;
import dev.kith.spi.ConnectorContext;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.ConnectorFactory;
import dev.kith.spi.Contact;
import dev.kith.spi.ContactLookup;
import dev.kith.spi.ContactPage;
import dev.kith.spi.ContactSource;
import dev.kith.spi.CrmDescription;
import dev.kith.spi.CrmField;
import dev.kith.spi.FieldType;
import dev.kith.spi.Reading;
import dev.kith.spi.Resolution;
import dev.kith.spi.Role;
import dev.kith.spi.Setting;
import dev.kith.spi.Subject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** A CRM in memory with ten contacts in pages of three, whose connector may have a flaw. */
final class ListedCrm implements TestedCrm {
    /** What is wrong with the connector. */
    enum Flaw {
        NONE,
        /** Goes on by counting rows, so that a deleted one takes its neighbour along. */
        COUNTS_ROWS,
        SHUFFLES,
        COUNTS_WRONG,
        NAMES_UNKNOWN_FIELDS,
        READS_ANY_LIST,
        FETCHES_ALL,
        REMEMBERS_FETCHED,
        NAMES_OTHERS
    }

    private static final int PAGE = 3;

    private final SortedMap<String, String> names = new TreeMap<>();
    private final Flaw flaw;

    ListedCrm(Flaw flaw) {
        this.flaw = flaw;
        for (int i = 10; i < 20; i++) {
            names.put("c" + i, "Name");
        }
    }

    @Override
    public ConnectorFactory factory() {
        return new Factory();
    }

    @Override
    public Map<String, ?> settings() {
        return Map.of();
    }

    @Override
    public Map<String, ?> wrongSettings() {
        return Map.of();
    }

    @Override
    public Set<String> contactKeys() {
        return Set.copyOf(names.keySet());
    }

    @Override
    public void change(String contactKey) {
        names.merge(contactKey, "!", String::concat);
    }

    @Override
    public void remove(String contactKey) {
        names.remove(contactKey);
    }

    @Override
    public Subject subject(String contactKey) {
        return new Subject("contact", contactKey);
    }

    @Override
    public void close() {}

    private final class Factory implements ConnectorFactory {
        @Override
        public String kind() {
            return "listed";
        }

        @Override
        public String title() {
            return "Listed";
        }

        @Override
        public Role role() {
            return Role.CRM;
        }

        @Override
        public List<Setting> settings() {
            return List.of();
        }

        @Override
        public Connector open(ConnectorContext context) {
            return new Listed();
        }
    }

    private final class Listed implements Connector, ContactSource, ContactLookup {
        private final Map<String, Contact> fetched = new TreeMap<>();

        @Override
        public ContactPage read(Reading reading, Optional<String> cursor) {
            if (reading.list().isPresent() && flaw != Flaw.READS_ANY_LIST) {
                throw new ConnectorException(Kind.CONFIG, "There are no lists.");
            }
            List<String> keys = new ArrayList<>(names.keySet());
            boolean counts = flaw == Flaw.COUNTS_ROWS;
            keys = counts
                    ? keys.subList(
                            Math.min(keys.size(), cursor.map(Integer::parseInt).orElse(0)), keys.size())
                    : keys.stream()
                            .filter(key -> key.compareTo(cursor.orElse("")) > 0)
                            .toList();
            List<String> page = new ArrayList<>(keys.subList(0, Math.min(PAGE, keys.size())));
            String last = page.isEmpty() ? "" : page.get(page.size() - 1);
            if (flaw == Flaw.SHUFFLES) {
                Collections.shuffle(page);
            }
            String next =
                    counts ? Integer.toString(cursor.map(Integer::parseInt).orElse(0) + PAGE) : last;
            return new ContactPage(
                    page.stream().map(this::contact).toList(),
                    Optional.of(next).filter(n -> page.size() == PAGE),
                    OptionalLong.of(flaw == Flaw.COUNTS_WRONG ? 11 : names.size()));
        }

        private Contact contact(String key) {
            String field = flaw == Flaw.NAMES_UNKNOWN_FIELDS ? "surname" : "name";
            Map<String, Object> values = Map.of(field, String.valueOf(names.get(key)));
            return new Contact(key, Optional.empty(), values, List.of(), List.of(), true);
        }

        @Override
        public Resolution resolve(Subject subject, Optional<String> cursor) {
            return Resolution.of(List.of(flaw == Flaw.NAMES_OTHERS ? "c99" : subject.id()));
        }

        @Override
        public List<Contact> fetch(Collection<String> keys) {
            return names.keySet().stream()
                    .filter(key -> flaw == Flaw.FETCHES_ALL || keys.contains(key))
                    .map(key ->
                            flaw == Flaw.REMEMBERS_FETCHED ? fetched.computeIfAbsent(key, this::contact) : contact(key))
                    .toList();
        }

        @Override
        public List<String> check() {
            return List.of();
        }

        @Override
        public CrmDescription describe() {
            return new CrmDescription(List.of(new CrmField("name", "Name", FieldType.TEXT)), List.of());
        }

        @Override
        public void close() {}
    }
}
