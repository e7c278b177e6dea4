package dev.kith.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.engine.store.AuditEntry;
import dev.kith.engine.store.Link;
import dev.kith.engine.store.ListCarrier;
import dev.kith.engine.store.ListKind;
import dev.kith.engine.store.ListSettings;
import dev.kith.engine.store.Run;
import dev.kith.engine.store.RunKind;
import dev.kith.engine.store.RunState;
import dev.kith.engine.store.Store;
import dev.kith.spi.Contact;
import dev.kith.spi.ContactPage;
import dev.kith.spi.ProfileSink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/** The label Newsletter as a saved list, from a CRM in memory to an audience in memory, over a real store. */
final class ListStage implements AutoCloseable {
    static final ListCarrier VIP = new ListCarrier(ListCarrier.Type.ATTRIBUTE, "a-vip");
    static final ListCarrier GOLD = new ListCarrier(ListCarrier.Type.ATTRIBUTE, "a-gold");
    static final String LABEL = "Newsletter";
    private static final int PAGE = 3;

    final MemoryCrm crm = new MemoryCrm();
    final MemoryAudience audience = new MemoryAudience();
    final SteppingClock clock = new SteppingClock();
    final Set<String> hidden = new TreeSet<>();
    final Set<String> gone = new TreeSet<>();
    ProfileSink sink = audience;
    OptionalLong total = OptionalLong.empty();
    BooleanSupplier stop = () -> false;
    private final StoredRuns runs;

    ListStage(Path folder) {
        runs = new StoredRuns(folder, clock);
        configure(ListKind.OVERVIEW, VIP);
    }

    Store store() {
        return runs.store();
    }

    ListSettings settings() {
        return store().savedLists().find("tribe", "label:1").orElseThrow();
    }

    void configure(ListKind kind, ListCarrier carrier) {
        ListSettings settings =
                new ListSettings("tribe", "label:1", "Label: Newsletter", kind, carrier, carrier.id(), false);
        store().savedLists()
                .put(settings, new AuditEntry(clock.instant(), "test", "list.configure", "tribe", "", "", Map.of()));
    }

    /** Contacts with a profile. */
    ListStage known(String... keys) {
        List<Link> links = new ArrayList<>();
        for (String key : keys) {
            crm.put(Given.contact(key));
            audience.profiles.put(key, new HashMap<>(Map.of("a-first", key)));
            links.add(new Memory(Memory.empty("tribe", key))
                    .hasProfile(true)
                    .decided(true, "source", "v1")
                    .link());
        }
        Run run = store().runs().create("tribe", RunKind.FULL, false, "v1");
        assertThat(store().runs().claim(run.id(), "known", StoredRuns.LEASE)).isPresent();
        store().runs().intend(run.id(), "known", links);
        store().runs().finish(run.id(), "known", RunState.COMPLETED, "");
        return this;
    }

    ListStage label(String... keys) {
        for (String key : keys) {
            crm.put(Given.contact(key, LABEL));
        }
        return this;
    }

    void unlabel(String key) {
        crm.put(Given.contact(key));
    }

    /** Who has the attribute. */
    Set<String> having(ListCarrier carrier) {
        Set<String> having = new TreeSet<>();
        audience.profiles.forEach((key, profile) -> {
            if (Boolean.TRUE.equals(profile.get(carrier.id()))) {
                having.add(key);
            }
        });
        return having;
    }

    Run imported() {
        return work(begin(false), CrashPoint.none());
    }

    Run begin(boolean force) {
        return store().runs().createListImport("tribe", "label:1", force, "v1");
    }

    Run work(Run run, CrashPoint crash) {
        return runs.work(run, (claimed, owner) -> pass(claimed, owner, crash).go());
    }

    Run restart(Run run) {
        return runs.restart(run);
    }

    private ListPass pass(Run run, String owner, CrashPoint crash) {
        Patience patience = new Patience(Duration.ofMinutes(5), clock, clock);
        ListSettle settle = new ListSettle(store(), run, owner, settings());
        ListWriter writer = new ListWriter(
                sink,
                Optional.empty(),
                Optional.of(key -> gone.contains(key) ? Optional.empty() : Optional.of(List.of())),
                patience);
        ContactLocks locks = new ContactLocks();
        ListRemoval removal = new ListRemoval(
                store(),
                run,
                settings(),
                settle,
                new ListRemoval.Parts(writer, crm, patience, Optional.of(LABEL), carrier -> false, locks),
                stop);
        return new ListPass(
                store(),
                run,
                settings(),
                new ListPass.Parts(
                        settle,
                        writer,
                        () -> new Pages(this::page, patience, Runnable::run, stop, Optional.empty()),
                        removal,
                        locks,
                        crash,
                        clock),
                stop);
    }

    /** Each page begins with the last contact of the one before. */
    private ContactPage page(Optional<String> cursor) {
        List<Contact> members = crm.contacts.values().stream()
                .filter(contact -> contact.allLabels().contains(LABEL) && !hidden.contains(contact.key()))
                .filter(contact -> contact.key().compareTo(cursor.orElse("")) >= 0)
                .toList();
        List<Contact> page = members.subList(0, Math.min(PAGE, members.size()));
        Optional<String> next =
                members.size() > PAGE ? Optional.of(page.get(PAGE - 1).key()) : Optional.empty();
        return new ContactPage(page, next, total);
    }

    @Override
    public void close() {
        runs.close();
    }
}
