package dev.kith.engine.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Reads links; they are written when a batch is settled. */
public final class Links {
    private final Database database;

    Links(Database database) {
        this.database = database;
    }

    /** The links that exist for these contact keys, by key. */
    public Map<String, Link> find(String integration, Collection<String> keys) {
        return database.read(handle -> {
            Map<String, Link> links = new HashMap<>();
            KeyLists.of(keys).forEach(list -> add(handle, integration, list, links));
            return links;
        });
    }

    public Optional<Link> find(String integration, String key) {
        return Optional.ofNullable(find(integration, List.of(key)).get(key));
    }

    /** How many contacts were ever evaluated. */
    public long count(String integration) {
        return database.read(handle -> handle.createQuery("select count(*) from link where integration = :integration")
                .bind("integration", integration)
                .mapTo(Long.class)
                .one());
    }

    /** How many different contacts this run has seen and no later run; reads all rows of the integration. */
    public long seenIn(String integration, long run) {
        return database.read(handle -> handle.createQuery(
                        "select count(*) from link where integration = :integration and last_seen_run = :run")
                .bind("integration", integration)
                .bind("run", run)
                .mapTo(Long.class)
                .one());
    }

    /**
     * Which contacts hold which of these values; reads all rows of the integration, one at a time.
     *
     * @param wanted with texts in lower case
     */
    public Map<KeyValue, Set<String>> holders(String integration, Set<KeyValue> wanted) {
        Set<String> attributes = wanted.stream().map(KeyValue::attribute).collect(Collectors.toSet());
        return database.read(handle -> {
            Map<KeyValue, Set<String>> holders = new HashMap<>();
            handle.createQuery("select * from link where integration = :integration and profile = 1")
                    .bind("integration", integration)
                    .map(LinkTable::read)
                    .forEach(link -> attributes.forEach(attribute -> holds(link, attribute)
                            .filter(wanted::contains)
                            .ifPresent(value -> holders.computeIfAbsent(value, v -> new HashSet<>())
                                    .add(link.contactKey()))));
            return holders;
        });
    }

    /** Keys of the contacts to whom one of these consents was granted and not withdrawn; reads all rows of the integration. */
    public List<String> granted(String integration, Set<ConsentKey> consents) {
        return database.read(handle -> {
            List<String> keys = new ArrayList<>();
            handle.createQuery("select * from link where integration = :integration and profile = 1")
                    .bind("integration", integration)
                    .map(LinkTable::read)
                    .forEach(link -> {
                        if (consents.stream()
                                .map(link.consents()::get)
                                .anyMatch(consent -> consent != null && consent.granted())) {
                            keys.add(link.contactKey());
                        }
                    });
            return keys;
        });
    }

    /**
     * Contacts in scope that left a value of an attribute out, in the order of their keys.
     *
     * @param after the key behind which the list begins; empty at first
     */
    public List<Link> leavingOut(String integration, String attribute, String after, int limit) {
        return database.read(handle -> handle.createQuery("""
                        select link.* from link_left_out o
                        join link on link.integration = o.integration and link.contact_key = o.contact_key
                        where o.integration = :integration and o.attribute = :attribute and o.contact_key > :after
                            and link.in_scope = 1
                        order by o.contact_key limit :limit""")
                .bind("integration", integration)
                .bind("attribute", attribute)
                .bind("after", after)
                .bind("limit", limit)
                .map(LinkTable::read)
                .list());
    }

    /** Which contacts in scope left this value out. */
    public Set<String> leavingOut(String integration, KeyValue value) {
        return database.read(handle -> Set.copyOf(handle.createQuery("""
                        select o.contact_key from link_left_out o
                        join link on link.integration = o.integration and link.contact_key = o.contact_key
                        where o.integration = :integration and o.attribute = :attribute and o.value_hash = :hash
                            and link.in_scope = 1""")
                .bind("integration", integration)
                .bind("attribute", value.attribute())
                .bind("hash", LinkTable.valueHash(value.text()))
                .mapTo(String.class)
                .list()));
    }

    /**
     * Contacts that were last seen before a run, and aren't settled as gone yet, in the order of their keys.
     *
     * @param after the key behind which the list begins; empty at first
     */
    public List<Link> unseenSince(String integration, long run, String after, int limit) {
        return database.read(handle -> handle.createQuery("""
                        select * from link where integration = :integration and contact_key > :after
                            and :run > last_seen_run and (profile = 1 or dirty = 1 or source_hash != '')
                        order by contact_key limit :limit""")
                .bind("integration", integration)
                .bind("run", run)
                .bind("after", after)
                .bind("limit", limit)
                .map(LinkTable::read)
                .list());
    }

    /** How many contacts have a profile. */
    public long linked(String integration) {
        return database.read(handle -> handle.createQuery(
                        "select count(*) from link where integration = :integration and profile = 1")
                .bind("integration", integration)
                .mapTo(Long.class)
                .one());
    }

    /**
     * Contacts that this run found out of scope and that have a profile, in the order of their keys.
     *
     * @param after the key behind which the list begins; empty at first
     */
    public List<Link> outOfScope(String integration, long run, String after, int limit) {
        return database.read(handle -> handle.createQuery("""
                        select * from link where integration = :integration and contact_key > :after
                            and last_seen_run = :run and in_scope = 0 and profile = 1
                        order by contact_key limit :limit""")
                .bind("integration", integration)
                .bind("run", run)
                .bind("after", after)
                .bind("limit", limit)
                .map(LinkTable::read)
                .list());
    }

    private static Optional<KeyValue> holds(Link link, String attribute) {
        return Optional.ofNullable(link.delivered().get(attribute))
                .map(text -> new KeyValue(attribute, text.toLowerCase(Locale.ROOT)));
    }

    private static void add(Handle handle, String integration, List<String> keys, Map<String, Link> links) {
        handle.createQuery("select * from link where integration = :integration and contact_key in (<keys>)")
                .bind("integration", integration)
                .bindList("keys", keys)
                .map(LinkTable::read)
                .forEach(link -> links.put(link.contactKey(), link));
    }
}
