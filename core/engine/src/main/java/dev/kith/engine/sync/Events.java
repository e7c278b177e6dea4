package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.home.IntegrationSettings;
import dev.kith.engine.store.AuditEntry;
import dev.kith.engine.store.EventState;
import dev.kith.engine.store.InboxCounts;
import dev.kith.engine.store.InboxEvent;
import dev.kith.engine.store.OwedLabel;
import dev.kith.engine.store.Store;
import dev.kith.spi.ConnectorException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An integration's events: taken in, worked through, looked at, retried and dropped. Thread-safe. */
public final class Events implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Events.class);
    private static final CompletableFuture<Receipt> NOT_ENABLED = CompletableFuture.completedFuture(Receipt.REFUSED);

    private final IntegrationSettings settings;
    private final Store store;
    private final Intake intake;
    private final RealTime realTime;
    private final Hooks hooks;
    private final Breaker breaker;
    private final ConsentSync consents;
    private final Clock clock;
    private final Instant openedAt;
    private volatile boolean enabled;

    Events(
            IntegrationSettings settings,
            Store store,
            Intake intake,
            RealTime realTime,
            Hooks hooks,
            Breaker breaker,
            ConsentSync consents,
            Clock clock) {
        this.settings = requireNonNull(settings, "settings");
        this.store = requireNonNull(store, "store");
        this.intake = requireNonNull(intake, "intake");
        this.realTime = requireNonNull(realTime, "realTime");
        this.hooks = requireNonNull(hooks, "hooks");
        this.breaker = requireNonNull(breaker, "breaker");
        this.consents = requireNonNull(consents, "consents");
        this.clock = requireNonNull(clock, "clock");
        openedAt = clock.instant();
        enabled = store.integrationStates().enabled(settings.id()).orElse(settings.enabled());
    }

    /**
     * How real time goes.
     *
     * @param counts the equation: received events by what became of them
     * @param oldestDue when the event that is due longest became due
     * @param lag for how long; zero when none is due
     * @param deferred whether events wait because a full sync is under way
     * @param pausedBecause why nothing is delivered now
     * @param warnings what an admin should look at
     */
    public record Status(
            InboxCounts counts,
            Optional<Instant> oldestDue,
            Duration lag,
            boolean deferred,
            Optional<String> pausedBecause,
            Optional<Instant> lastEvent,
            List<String> warnings) {
        public Status {
            requireNonNull(counts, "counts");
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Stores what a webhook call tells of. The receipt comes on another thread once the events are durable, at once when
     * nothing is stored.
     */
    public CompletableFuture<Receipt> receive(Map<String, List<String>> headers, byte[] body) {
        return enabled() ? intake.receive(headers, body).thenApply(this::wakeFor) : NOT_ENABLED;
    }

    /** Stores a call of the audience: a hint that the consents of a profile changed. The receipt comes as the other. */
    public CompletableFuture<Receipt> hint(String token, String profileKey) {
        return enabled() ? intake.hint(token, profileKey).thenApply(this::wakeFor) : NOT_ENABLED;
    }

    private Receipt wakeFor(Receipt receipt) {
        if (receipt == Receipt.STORED) {
            realTime.wake();
        }
        return receipt;
    }

    /** Reads all consents from the audience soon, and asks the CRM for the labels it owes. */
    public void learnConsents() {
        if (enabled()) {
            consents.learn();
        }
    }

    /** Labels that the CRM has still to change, in the order of the contacts' keys. */
    public List<OwedLabel> labelsOwed(int limit, int offset) {
        return store.labelChanges().list(settings.id(), limit, offset);
    }

    /** How many labels the CRM has still to change. */
    public long labelsOwed() {
        return store.labelChanges().count(settings.id());
    }

    /** Has a contact synced soon; returns the id of its event. */
    public long sync(String contactKey) {
        long event = intake.ask(contactKey);
        realTime.wake();
        return event;
    }

    public Status status() {
        Instant now = clock.instant();
        InboxCounts counts = store.inboxReads().counts(settings.id());
        Optional<Instant> oldest = store.inboxReads().oldestDue(settings.id());
        Duration lag = oldest.map(due -> Duration.between(due, now)).orElse(Duration.ZERO);
        boolean deferred = store.inboxReads().deferred(settings.id());
        Optional<Breaker.Pause> pause = breaker.pause();
        Optional<Instant> last = store.inboxReads().lastWebhook(settings.id());
        boolean expected = enabled() && hooks.expected();
        Optional<Instant> quietSince =
                expected ? Optional.of(last.filter(openedAt::isBefore).orElse(openedAt)) : Optional.empty();
        List<String> warnings = EventWarnings.of(
                new EventWarnings.Facts(
                        counts,
                        oldest,
                        deferred,
                        pause,
                        quietSince,
                        settings.events().quietAfter(),
                        store.labelChanges().refusedCount(settings.id()),
                        store.staged().held(settings.id())),
                now);
        return new Status(counts, oldest, lag, deferred, pause.map(Breaker.Pause::cause), last, warnings);
    }

    /** Newest first. */
    public List<InboxEvent> list(Optional<EventState> state, int limit, long beforeId) {
        return store.inboxReads().list(settings.id(), state, limit, beforeId);
    }

    public Optional<InboxEvent> find(long event) {
        return store.inboxReads().find(settings.id(), event);
    }

    /** Tries an event that waits or is dead at once; false when there is none. */
    public boolean retry(long event) {
        boolean any = store.inbox().retry(settings.id(), event) > 0;
        realTime.wake();
        return any;
    }

    /** Removes an event that waits or is dead, audited; false when there is none, or it is being worked on. */
    public boolean drop(long event, String actor, String reason) {
        return store.inbox().drop(settings.id(), event, actor, reason);
    }

    /** Looks for due events at once. */
    void wake() {
        realTime.wake();
    }

    /** Whether the integration is switched on: by an admin, else by its file. */
    public boolean enabled() {
        return enabled;
    }

    /**
     * Switches the integration on or off, and registers or removes its webhooks. Blocks on the CRM.
     *
     * @throws ConnectorException when the CRM can't be asked; the integration is switched all the same
     */
    public void enable(boolean now, String actor) {
        store.integrationStates().enable(settings.id(), now);
        if (now != enabled) {
            String action = now ? "integration.enable" : "integration.disable";
            store.audit().add(new AuditEntry(clock.instant(), actor, action, settings.id(), "", "", Map.of()));
        }
        enabled = now;
        if (now) {
            hooks.register();
        } else {
            hooks.remove();
        }
        realTime.wake();
    }

    /** What is wrong with the webhooks. Blocks on the CRM. */
    List<String> check() {
        return enabled() ? hooks.problems() : List.of();
    }

    /** Begins to work through events, and registers webhooks that are missing. */
    void start() {
        realTime.start(this::enabled);
        if (enabled()) {
            realTime.inBackground(() -> {
                try {
                    // An admin may switch it off meanwhile.
                    synchronized (hooks) {
                        if (enabled) {
                            hooks.register();
                        }
                    }
                } catch (ConnectorException e) {
                    log.warn("Webhooks of \"{}\" were not registered: {}", settings.id(), e.getMessage());
                }
            });
        }
    }

    void stop() {
        realTime.stop();
        consents.stop();
    }

    @Override
    public void close() {
        consents.close();
        realTime.close();
        intake.close();
    }
}
