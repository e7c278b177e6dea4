package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.EventSubject;
import dev.kith.engine.store.InboxEvent;
import dev.kith.engine.store.RunKind;
import dev.kith.engine.store.Store;
import dev.kith.spi.ContactLookup;
import dev.kith.spi.ContactPage;
import dev.kith.spi.ContactSource;
import dev.kith.spi.Reading;
import dev.kith.spi.Subject;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Reads the contacts of a run that makes new profiles (S30): first those whose events wait for it, then those created since
 * the last such run or full sync. Without either of them only the first ones.
 */
final class NewContacts implements Function<Optional<String>, ContactPage> {
    private static final String WAITING = "waiting:";
    private static final String CREATED = "created:";
    private static final int AT_A_TIME = 100;

    private final Store store;
    private final String integration;
    private final ContactLookup lookup;
    private final ContactSource source;

    NewContacts(Store store, String integration, ContactLookup lookup, ContactSource source) {
        this.store = requireNonNull(store, "store");
        this.integration = requireNonNull(integration, "integration");
        this.lookup = requireNonNull(lookup, "lookup");
        this.source = requireNonNull(source, "source");
    }

    @Override
    public ContactPage apply(Optional<String> cursor) {
        String at = cursor.orElse(WAITING + 0);
        return at.startsWith(CREATED)
                ? created(Optional.of(at.substring(CREATED.length())))
                : waiting(Long.parseLong(at.substring(WAITING.length())));
    }

    private ContactPage waiting(long after) {
        List<InboxEvent> events = store.inboxReads().held(integration, after, AT_A_TIME);
        if (events.isEmpty()) {
            return created(Optional.empty());
        }
        Set<String> keys = new TreeSet<>();
        events.forEach(event -> keys.addAll(keys(event.subject())));
        long last = events.get(events.size() - 1).id();
        return new ContactPage(lookup.fetch(keys), Optional.of(WAITING + last), OptionalLong.empty());
    }

    /** Only events of a single contact wait. */
    private List<String> keys(EventSubject subject) {
        return subject.kind() == EventSubject.Kind.RECORD
                ? lookup.resolve(new Subject(subject.type(), subject.id()), Optional.empty())
                        .contactKeys()
                : List.of(subject.id());
    }

    private ContactPage created(Optional<String> cursor) {
        Optional<Instant> since =
                store.runReads().newestCompletedStart(integration, EnumSet.of(RunKind.FULL, RunKind.NEW_CONTACTS));
        if (since.isEmpty()) {
            return new ContactPage(List.of(), Optional.empty(), OptionalLong.empty());
        }
        ContactPage page = source.read(Reading.createdSince(since.get().minus(ChangeSearch.OVERLAP)), cursor);
        return new ContactPage(page.contacts(), page.next().map(CREATED::concat), OptionalLong.empty());
    }
}
