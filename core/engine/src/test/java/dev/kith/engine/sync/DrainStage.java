package dev.kith.engine.sync;

import dev.kith.engine.home.IntegrationSettings.Gone;
import dev.kith.engine.home.IntegrationSettings.GuardSettings;
import dev.kith.engine.home.IntegrationSettings.Leaving;
import dev.kith.engine.home.IntegrationSettings.NewContacts;
import dev.kith.engine.home.IntegrationSettings.OutOfScope;
import dev.kith.engine.home.IntegrationSettings.TwoWay;
import dev.kith.engine.rules.Decision;
import dev.kith.engine.rules.ManagedConsent;
import dev.kith.engine.store.EventSource;
import dev.kith.engine.store.EventSubject;
import dev.kith.engine.store.InboxCounts;
import dev.kith.engine.store.InboxEvent;
import dev.kith.engine.store.NewEvent;
import dev.kith.engine.store.Store;
import dev.kith.spi.Contact;
import dev.kith.spi.Notice;
import dev.kith.spi.ProfileSink;
import dev.kith.spi.Urgency;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Events on their way from a CRM in memory to an audience in memory, over a real store, on the test's thread. */
final class DrainStage implements AutoCloseable {
    static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");

    final MemoryCrm crm = new MemoryCrm();
    final MemoryAudience audience = new MemoryAudience();
    final SteppingClock clock = new SteppingClock();
    ProfileSink sink = audience;
    NewContacts newContacts = NewContacts.IMMEDIATELY;
    GuardSettings guard = Given.GUARD;
    Breaker breaker = new Breaker(clock);
    private final Path file;
    private Store store;
    private int starts;

    DrainStage(Path folder) {
        file = folder.resolve("kith.db");
        store = Store.open(file, clock);
    }

    Store store() {
        return store;
    }

    void told(String id, Notice.Kind... kinds) {
        store.inbox()
                .add(
                        "tribe",
                        List.of(new NewEvent(
                                EventSubject.record("person", id),
                                Set.of(kinds),
                                EventSource.WEBHOOK,
                                clock.instant())));
    }

    void later(Duration duration) {
        clock.pause(duration);
    }

    /** Works through all that is due. */
    void drain() {
        drain(CrashPoint.none());
    }

    void drain(CrashPoint crash) {
        Drain drain = make(crash);
        while (drain.round() > 0) {
            // The next ones.
        }
    }

    /** As after the end of the process: what was committed is there, nothing else. */
    void restart() {
        store.close();
        store = Store.open(file, clock);
        starts++;
        store.inbox().releaseAbandoned(owner());
        breaker = new Breaker(clock);
    }

    private String owner() {
        return "host-" + starts;
    }

    private Drain make(CrashPoint crash) {
        EventTools tools = new EventTools(
                crm,
                crm,
                DrainStage::decide,
                Given.MANAGED,
                Given.planner(),
                Given.AUDIENCE,
                new Delivery(sink, Optional.empty(), new Patience(Duration.ZERO, clock, clock), Urgency.NOW),
                Map.of("Newsletter", "label:1"));
        Supplier<EventTools> toolbox = () -> tools;
        ContactLocks locks = new ContactLocks();
        GoneWork gone = new GoneWork(
                store,
                locks,
                toolbox,
                Optional::empty,
                Optional::empty,
                new Leaving(Gone.WITHDRAW, OutOfScope.KEEP),
                new EventErasures(store.staged(), Given.gates(store, clock).limit()),
                crash,
                clock);
        ListRefresh lists = NoLists.of(store, clock);
        ContactWork contacts = new ContactWork(
                store,
                locks,
                toolbox,
                new NewContactWait(newContacts, ZONE),
                TwoWay.OPT_OUTS,
                () -> {},
                gone,
                new Gates("tribe", store.staged(), guard, Given.PAST, PastReadings.NONE, clock),
                lists,
                crash,
                clock);
        Map<EventSubject.Kind, SubjectWork> works = Map.of(
                EventSubject.Kind.CONTACT, contacts,
                EventSubject.Kind.RECORD, new RecordWork(store, toolbox, contacts, lists),
                EventSubject.Kind.SWEEP,
                        new SweepWork(store, toolbox, () -> store.inboxReads().deferred("tribe"), () -> {}, clock));
        return new Drain("tribe", owner(), store, works, breaker, Runnable::run, crash, clock, () -> {}, () -> {});
    }

    private static Decision decide(Contact contact) {
        ManagedConsent[] optIns =
                contact.labels().isEmpty() ? new ManagedConsent[0] : new ManagedConsent[] {Given.NEWS_EMAIL};
        return contact.values().containsKey("out")
                ? Given.outOfScope(optIns)
                : Given.inScope(new TreeMap<>(contact.values()), optIns);
    }

    InboxCounts counts() {
        return store.inboxReads().counts("tribe");
    }

    /** State words, in the order the events came. */
    List<String> states() {
        return events().stream().map(event -> event.state().word()).toList();
    }

    List<InboxEvent> events() {
        List<InboxEvent> newestFirst =
                new java.util.ArrayList<>(store.inboxReads().list("tribe", Optional.empty(), 1_000, Long.MAX_VALUE));
        java.util.Collections.reverse(newestFirst);
        return newestFirst;
    }

    @Override
    public void close() {
        store.close();
    }
}
