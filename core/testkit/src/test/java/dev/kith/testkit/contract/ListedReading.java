package dev.kith.testkit.contract;

import dev.kith.spi.Connector;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.Contact;
import dev.kith.spi.ContactLookup;
import dev.kith.spi.ContactPage;
import dev.kith.spi.ContactSource;
import dev.kith.spi.CrmDescription;
import dev.kith.spi.CrmField;
import dev.kith.spi.FieldType;
import dev.kith.spi.OptInLabel;
import dev.kith.spi.Reading;
import dev.kith.spi.Resolution;
import dev.kith.spi.SavedList;
import dev.kith.spi.Subject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** Reads a {@link ListedCrm} in pages of three, and finds its contacts. */
class ListedReading implements Connector, ContactSource, ContactLookup {
    private static final int PAGE = 3;
    private static final SavedList LIST = new SavedList("first", "The first four");

    final ListedCrm crm;
    final Asking asking;

    private final Map<String, Contact> fetched = new TreeMap<>();
    private final Set<String> cursors = new HashSet<>();
    private int read;

    ListedReading(ListedCrm crm, Asking asking) {
        this.crm = crm;
        this.asking = asking;
    }

    @Override
    public final ContactPage read(Reading reading, Optional<String> cursor) {
        if (!asking.answered(Flaw.ENDS_WHEN_CUT_OFF)) {
            return new ContactPage(List.of(), Optional.empty(), OptionalLong.empty());
        }
        List<String> keys = keys(reading);
        List<String> page = new ArrayList<>(page(keys, cursor));
        Optional<String> next = page.size() < PAGE ? Optional.empty() : Optional.of(next(page, cursor));
        next.ifPresent(cursors::add);
        read++;
        if (read % 3 == 0 && asking.has(Flaw.TURNS_THE_ORDER_ROUND)) {
            Collections.reverse(page);
        }
        return new ContactPage(
                page.stream().map(this::contact).toList(),
                next,
                OptionalLong.of(asking.has(Flaw.COUNTS_WRONG) ? 11 : crm.names.size()));
    }

    private List<String> keys(Reading reading) {
        boolean known = reading.list().filter(key -> !key.equals(LIST.key())).isEmpty();
        if (!known && !asking.has(Flaw.READS_ANY_LIST)) {
            throw new ConnectorException(Kind.CONFIG, "There is no such list.");
        }
        long most = reading.scope() == Reading.Scope.CHANGED && asking.has(Flaw.FORGETS_CHANGES) ? 0 : 100;
        return crm.names.keySet().stream()
                .filter(key -> !key.equals("c15") || !asking.has(Flaw.LEAVES_ONE_OUT))
                .limit(reading.list().isPresent() ? 4 : most)
                .toList();
    }

    private List<String> page(List<String> keys, Optional<String> cursor) {
        if (asking.has(Flaw.COUNTS_ROWS)) {
            return keys.stream().skip(rows(cursor)).limit(PAGE).toList();
        }
        boolean forgotten = asking.has(Flaw.FORGETS_CURSORS) && !cursors.contains(cursor.orElse(""));
        String after = forgotten ? "" : cursor.orElse("");
        return keys.stream().filter(key -> key.compareTo(after) > 0).limit(PAGE).toList();
    }

    private String next(List<String> page, Optional<String> cursor) {
        return asking.has(Flaw.COUNTS_ROWS) ? Integer.toString(rows(cursor) + PAGE) : page.get(PAGE - 1);
    }

    private static int rows(Optional<String> cursor) {
        return cursor.map(Integer::parseInt).orElse(0);
    }

    private Contact contact(String key) {
        String field = asking.has(Flaw.NAMES_UNKNOWN_FIELDS) ? "surname" : "name";
        Map<String, Object> values = Map.of(field, String.valueOf(crm.names.get(key)));
        List<String> labels = List.copyOf(crm.labels(key));
        return new Contact(key, Optional.empty(), values, labels, labels, true);
    }

    @Override
    public final Resolution resolve(Subject subject, Optional<String> cursor) {
        asking.ask();
        return Resolution.of(List.of(asking.has(Flaw.NAMES_OTHERS) ? "c99" : subject.id()));
    }

    @Override
    public final List<Contact> fetch(Collection<String> keys) {
        if (!asking.answered(Flaw.FETCHES_NOBODY_WHEN_CUT_OFF)) {
            return List.of();
        }
        return crm.names.keySet().stream()
                .filter(key -> keys.contains(key) || asking.has(Flaw.FETCHES_ALL))
                .map(this::found)
                .toList();
    }

    private Contact found(String key) {
        if (asking.has(Flaw.FETCHES_LESS_THAN_IT_READS)) {
            return new Contact(key, Optional.empty(), Map.of(), List.of(), List.of(), true);
        }
        return asking.has(Flaw.REMEMBERS_FETCHED) ? fetched.computeIfAbsent(key, this::contact) : contact(key);
    }

    @Override
    public final List<String> check() {
        return asking.check();
    }

    @Override
    public final CrmDescription describe() {
        asking.ask();
        String name = asking.has(Flaw.NAMES_FIELDS_THAT_RULES_CAN_NOT) ? "Na-me" : "name";
        return new CrmDescription(
                List.of(new CrmField(name, "Name", FieldType.TEXT)),
                List.of(new OptInLabel("news", "news", true), new OptInLabel("events", "events", true)),
                List.of(LIST));
    }

    @Override
    public final void close() {}
}
