package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.rules.ManagedConsent;
import dev.kith.engine.store.ConsentKey;
import dev.kith.engine.store.EventClaim;
import dev.kith.engine.store.EventOutcome;
import dev.kith.engine.store.EventOutcome.Ended;
import dev.kith.engine.store.EventSettlement;
import dev.kith.engine.store.EventSource;
import dev.kith.engine.store.EventState;
import dev.kith.engine.store.NewEvent;
import dev.kith.engine.store.Store;
import dev.kith.spi.Contact;
import dev.kith.spi.ContactPage;
import dev.kith.spi.Reading;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Looks for contacts that an event concerns and nobody could name (T25, T26): reads what changed since shortly before it,
 * and the members of every label that stands for a consent. Who differs from our memory gets an event, and so does who has
 * a consent of a label and isn't among its members.
 *
 * <p>The keys of one label's members are held in memory.
 */
final class SweepWork implements SubjectWork {
    static final Duration OVERLAP = Duration.ofMinutes(15);

    private final Store store;
    private final Supplier<EventTools> tools;
    private final BooleanSupplier givesWay;
    private final Clock clock;

    /** @param givesWay when true, the sweep stops after its page and begins anew later */
    SweepWork(Store store, Supplier<EventTools> tools, BooleanSupplier givesWay, Clock clock) {
        this.store = requireNonNull(store, "store");
        this.tools = requireNonNull(tools, "tools");
        this.givesWay = requireNonNull(givesWay, "givesWay");
        this.clock = requireNonNull(clock, "clock");
    }

    @Override
    public void work(EventClaim claim) {
        EventTools now = tools.get();
        boolean whole = readThrough(
                Reading.changedSince(claim.firstReceived().minus(OVERLAP)),
                contacts -> store.inbox().spread(claim, differences(claim).of(contacts, claim.firstReceived())));
        for (String label : now.labels()) {
            whole = whole && (!now.labelLists().containsKey(label) || label(claim, label));
        }
        EventOutcome outcome = whole
                ? new Ended(EventState.APPLIED, "Whoever changed got an event.")
                : new EventOutcome.Again(clock.instant(), false, "A full sync or a stop came between.");
        store.inbox().settle(EventSettlement.of(claim, outcome));
    }

    private Differences differences(EventClaim claim) {
        return new Differences(store.links(), claim.integration(), EventSource.SPREAD);
    }

    private boolean label(EventClaim claim, String label) {
        Set<String> members = new HashSet<>();
        String list = tools.get().labelLists().getOrDefault(label, "");
        boolean whole = readThrough(Reading.membersOf(list), contacts -> {
            contacts.forEach(contact -> members.add(contact.key()));
            store.inbox().spread(claim, differences(claim).of(contacts, claim.firstReceived()));
        });
        if (whole) {
            noMoreMembers(claim, label, members);
        }
        return whole;
    }

    /** Reads pages until the end; false when it gave way before. */
    private boolean readThrough(Reading reading, Consumer<List<Contact>> page) {
        Optional<String> cursor = Optional.empty();
        do {
            if (givesWay.getAsBoolean()) {
                return false;
            }
            ContactPage read = tools.get().source().read(reading, cursor);
            page.accept(read.contacts());
            cursor = read.next();
        } while (cursor.isPresent());
        return true;
    }

    private void noMoreMembers(EventClaim claim, String label, Set<String> members) {
        List<NewEvent> events = new ArrayList<>();
        for (String key : store.links().granted(claim.integration(), consents(label))) {
            if (!members.contains(key)) {
                events.add(differences(claim).event(key, claim.firstReceived()));
            }
        }
        PassSteps.parts(events).forEach(part -> store.inbox().spread(claim, part));
    }

    /** The consents that this label alone stands for. */
    private Set<ConsentKey> consents(String label) {
        EventTools now = tools.get();
        Set<ConsentKey> keys = new HashSet<>();
        for (Map.Entry<ManagedConsent, Set<String>> consent :
                now.managed().consents().entrySet()) {
            if (consent.getValue().equals(Set.of(label))) {
                keys.add(now.audience().consent(consent.getKey()));
            }
        }
        return keys;
    }
}
