package dev.kith.engine.sync;

import dev.kith.engine.rules.Decision;
import dev.kith.engine.rules.ManagedConsent;
import dev.kith.engine.store.Run;
import dev.kith.engine.store.RunKind;
import dev.kith.engine.store.RunState;
import dev.kith.engine.store.Store;
import dev.kith.spi.Contact;
import dev.kith.spi.ContactPage;
import dev.kith.spi.ContactSource;
import dev.kith.spi.ProfileExporter;
import dev.kith.spi.Reading;
import dev.kith.spi.Urgency;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** A run's way from a source in memory to an audience in memory, over a real store. */
final class BulkStage implements AutoCloseable {
    private static final int PAGE = 400;

    final MemoryAudience audience = new MemoryAudience();
    final Map<String, Contact> contacts = new TreeMap<>();
    final SteppingClock clock = new SteppingClock();
    Optional<ProfileExporter> exporter = Optional.of(audience);
    BooleanSupplier cancelled = () -> false;
    int fewest = 50;
    boolean emptyPageFirst;
    private final StoredRuns runs;

    BulkStage(Path folder) {
        runs = new StoredRuns(folder, clock);
    }

    /** Contacts with the label of the newsletter. */
    BulkStage contacts(int count) {
        for (int i = 0; i < count; i++) {
            put(Given.contact("c%05d".formatted(i), "Newsletter"));
        }
        return this;
    }

    BulkStage with(Contact contact) {
        put(contact);
        return this;
    }

    void put(Contact contact) {
        contacts.put(contact.key(), contact);
    }

    Store store() {
        return runs.store();
    }

    Run begin() {
        return store().runs().create("tribe", RunKind.FULL, false, "v1");
    }

    /** Works on a run until it ends. */
    Run work(Run run, CrashPoint crash) {
        return runs.work(run, (claimed, owner) -> pass(claimed, owner, crash).go());
    }

    Run sync() {
        Run run = work(begin(), CrashPoint.none());
        if (run.state() != RunState.COMPLETED) {
            throw new AssertionError(run.state() + ": " + run.cause());
        }
        return run;
    }

    Run restart(Run run) {
        return runs.restart(run);
    }

    private Pass pass(Run run, String owner, CrashPoint crash) {
        Patience patience = new Patience(Duration.ofMinutes(5), clock, clock);
        Gate gate = Given.gates(store(), clock).ofRun(Given.AUDIENCE, run.id());
        PassSteps steps = new PassSteps(
                store(),
                run,
                owner,
                BulkStage::decide,
                Given.planner(),
                gate,
                new Settle(Given.AUDIENCE, run.id(), clock.instant(), LabelsOwed.NONE),
                new ContactLocks(),
                clock);
        GuardedDelivery singles =
                new GuardedDelivery(new Delivery(audience, Optional.empty(), patience, Urgency.RUN), gate);
        Imports imports = new Imports(audience, patience, clock, store().importJobs(), run, owner, crash);
        KeyLookup keys = new KeyLookup(store(), run, Given.AUDIENCE, exporter, patience);
        BulkDelivery bulk =
                new BulkDelivery(imports, keys, Given.AUDIENCE, patience, fewest, store().importJobs(), run.id());
        BulkPass way = new BulkPass(steps, bulk, singles, crash, cancelled, 10_000);
        Pass.Parts parts = new Pass.Parts(
                steps,
                singles,
                Optional.of(way),
                Optional.empty(),
                () -> {},
                () -> new Pages(source()::readAll, patience, Runnable::run, cancelled, Pass.startOf(run)),
                cancelled);
        return new Pass(store(), run, parts, crash);
    }

    private static Decision decide(Contact contact) {
        ManagedConsent[] optIns =
                contact.labels().isEmpty() ? new ManagedConsent[0] : new ManagedConsent[] {Given.NEWS_EMAIL};
        Map<String, Object> attributes = new TreeMap<>(contact.values());
        return Given.inScope(attributes, optIns);
    }

    private ContactSource source() {
        return new MemorySource(List.copyOf(contacts.values()), emptyPageFirst);
    }

    private record MemorySource(List<Contact> all, boolean emptyPageFirst) implements ContactSource {
        @Override
        public ContactPage read(Reading reading, Optional<String> cursor) {
            if (emptyPageFirst && cursor.isEmpty()) {
                return new ContactPage(List.of(), Optional.of("0"), OptionalLong.empty());
            }
            int from = cursor.map(Integer::parseInt).orElse(0);
            int to = Math.min(all.size(), from + PAGE);
            Optional<String> next = to == all.size() ? Optional.empty() : Optional.of(String.valueOf(to - 1));
            return new ContactPage(all.subList(from, to), next, OptionalLong.of(all.size()));
        }
    }

    @Override
    public void close() {
        runs.close();
    }
}
