package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.Link;
import dev.kith.engine.store.Run;
import dev.kith.engine.store.Store;
import dev.kith.spi.Contact;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Leaves out contacts that a run has seen already, since neighbouring pages overlap. A run that writes finds them in the
 * links; an inert run, which moves no link, remembers the keys of the page before. Used by one thread.
 */
final class SeenKeys {
    private final Store store;
    private final Run run;
    private Set<String> pageBefore = Set.of();

    SeenKeys(Store store, Run run) {
        this.store = requireNonNull(store, "store");
        this.run = requireNonNull(run, "run");
    }

    Collection<Contact> leaveOutSeen(List<Contact> page) {
        Map<String, Contact> distinct = new LinkedHashMap<>();
        page.forEach(contact -> distinct.put(contact.key(), contact));
        Set<String> keys = Set.copyOf(distinct.keySet());
        if (run.kind().isInert()) {
            distinct.keySet().removeAll(pageBefore);
        } else {
            Map<String, Link> links = store.links().find(run.integration(), keys);
            distinct.keySet()
                    .removeIf(key -> links.containsKey(key) && links.get(key).lastSeenRun() == run.id());
        }
        pageBefore = keys;
        return distinct.values();
    }
}
