package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.home.IntegrationSettings;
import dev.kith.engine.home.IntegrationSettings.TwoWay;
import dev.kith.engine.store.Store;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConsentWriter;
import dev.kith.spi.ProfileExporter;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of consents from the audience back to the CRM: what persons said is learned from exports, and the labels the CRM
 * owes are asked for. Both happen on a thread of its own, beside the events. Thread-safe.
 */
final class ConsentSync implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ConsentSync.class);

    private final IntegrationSettings settings;
    private final Systems systems;
    private final Store store;
    private final Supplier<EventTools> tools;
    private final ContactLocks locks;
    private final Clock clock;
    private final ExecutorService thread;
    private final AtomicBoolean learnAsked = new AtomicBoolean();
    private final AtomicBoolean labelsAsked = new AtomicBoolean();
    private volatile boolean stopping;

    ConsentSync(
            IntegrationSettings settings,
            Systems systems,
            Store store,
            Supplier<EventTools> tools,
            ContactLocks locks,
            Clock clock) {
        this.settings = requireNonNull(settings, "settings");
        this.systems = requireNonNull(systems, "systems");
        this.store = requireNonNull(store, "store");
        this.tools = requireNonNull(tools, "tools");
        this.locks = requireNonNull(locks, "locks");
        this.clock = requireNonNull(clock, "clock");
        thread = Executors.newSingleThreadExecutor(Daemons.named("consents-" + settings.id()));
    }

    /** Reads all consents of the audience soon, then asks the CRM for what it owes. */
    void learn() {
        later(
                learnAsked,
                () -> tried(
                        "Consents were not read from the audience",
                        () -> systems.audience().exporter().ifPresent(this::learn)));
        labels();
    }

    /** Asks the CRM soon for the labels it owes. */
    void labels() {
        if (settings.twoWay() != TwoWay.OFF) {
            later(labelsAsked, () -> tried("Labels were not changed in the CRM", this::round));
        }
    }

    /** What was asked for already and hasn't begun isn't asked for twice. */
    private void later(AtomicBoolean asked, Runnable work) {
        if (!stopping && asked.compareAndSet(false, true)) {
            thread.execute(() -> {
                asked.set(false);
                if (!stopping) {
                    work.run();
                }
            });
        }
    }

    private void learn(ProfileExporter exporter) {
        int found = new AudienceConsents(settings.id(), store, tools, settings.twoWay(), clock)
                .learn(exporter, () -> stopping);
        if (found > 0) {
            log.info("Consents of {} profiles of \"{}\" look different in the audience", found, settings.id());
        }
    }

    private void round() {
        Optional<ConsentWriter> writer = systems.crm().consentWriter();
        if (writer.isPresent() && store.labelChanges().count(settings.id()) > 0) {
            new LabelWriting(
                            settings.id(),
                            store.labelChanges(),
                            store.links(),
                            systems.crm().lookup(),
                            writer.get(),
                            locks,
                            clock)
                    .round(tools.get().labelsOwed(), systems.crmDescription().labels(), () -> stopping);
        }
    }

    private void tried(String what, Runnable work) {
        try {
            work.run();
        } catch (ConnectorException e) {
            log.warn(
                    "{}, integration \"{}\"; it is tried again within the hour: {}",
                    what,
                    settings.id(),
                    e.getMessage());
        } catch (RuntimeException e) {
            log.error("A bug of Kith at the consents of \"{}\"", settings.id(), e);
        }
    }

    void stop() {
        stopping = true;
    }

    @Override
    public void close() {
        stop();
        Daemons.end(thread);
    }
}
