package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.home.AudienceToken;
import dev.kith.engine.store.EventSource;
import dev.kith.engine.store.EventSubject;
import dev.kith.engine.store.NewEvent;
import dev.kith.engine.store.Store;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.Notice;
import dev.kith.spi.WebhookDelivery;
import dev.kith.spi.WebhookSource;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes events in: what a delivery proves to be about is stored, ids only, before it is acknowledged. No caller's thread
 * waits for that: a few acknowledge what many sent. Thread-safe.
 */
final class Intake implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Intake.class);
    private static final int LONGEST = 200;
    private static final int SIDE_BY_SIDE = 4;

    private final String integration;
    private final Store store;
    private final Supplier<Optional<WebhookSource>> webhooks;
    private final Supplier<Set<String>> secrets;
    private final AudienceToken token;
    private final CrashPoint crash;
    private final ExecutorService answers;
    private final Clock clock;

    Intake(
            String integration,
            Store store,
            Supplier<Optional<WebhookSource>> webhooks,
            Supplier<Set<String>> secrets,
            AudienceToken token,
            CrashPoint crash,
            Clock clock) {
        this.integration = requireNonNull(integration, "integration");
        this.store = requireNonNull(store, "store");
        this.webhooks = requireNonNull(webhooks, "webhooks");
        this.secrets = requireNonNull(secrets, "secrets");
        this.token = requireNonNull(token, "token");
        this.crash = requireNonNull(crash, "crash");
        answers = Executors.newFixedThreadPool(SIDE_BY_SIDE, Daemons.named("answers-" + integration));
        this.clock = requireNonNull(clock, "clock");
    }

    /** Stores what a delivery tells of. Doesn't wait for the commit. */
    CompletableFuture<Receipt> receive(Map<String, List<String>> headers, byte[] body) {
        Optional<WebhookSource> source = webhooks.get();
        if (source.isEmpty()) {
            return now(Receipt.REFUSED);
        }
        try {
            return source.get()
                    .receive(new WebhookDelivery(headers, body, secrets.get()))
                    .map(this::stored)
                    .orElseGet(() -> now(Receipt.REFUSED));
        } catch (ConnectorException e) {
            log.warn("A webhook call of \"{}\" is genuine, but nothing was stored: {}", integration, e.getMessage());
            return now(Receipt.NOT_UNDERSTOOD);
        }
    }

    private CompletableFuture<Receipt> stored(List<Notice> notices) {
        Instant now = clock.instant();
        List<NewEvent> events = notices.stream()
                .map(notice -> new NewEvent(
                        EventSubject.record(
                                notice.subject().type(), notice.subject().id()),
                        Set.of(notice.kind()),
                        EventSource.WEBHOOK,
                        now))
                .toList();
        boolean fits = events.stream().map(NewEvent::subject).allMatch(Intake::isShort);
        if (!fits) {
            log.warn("A webhook call of \"{}\" names ids of more than {} characters", integration, LONGEST);
            return now(Receipt.NOT_UNDERSTOOD);
        }
        return events.isEmpty() ? now(Receipt.STORED) : durable(events);
    }

    private CompletableFuture<Receipt> durable(List<NewEvent> events) {
        return store.inbox().add(integration, events, answers).thenApply(committed -> {
            crash.reached(CrashPoint.Step.EVENT_STORED);
            return Receipt.STORED;
        });
    }

    private static CompletableFuture<Receipt> now(Receipt receipt) {
        return CompletableFuture.completedFuture(receipt);
    }

    private static boolean isShort(EventSubject subject) {
        return subject.type().length() <= LONGEST && subject.id().length() <= LONGEST;
    }

    /** Stores a hint of the audience, if it carries the token. Doesn't wait for the commit. */
    CompletableFuture<Receipt> hint(String given, String profileKey) {
        if (!token.is(given)) {
            return now(Receipt.REFUSED);
        }
        EventSubject subject = EventSubject.profile(profileKey);
        if (profileKey.isEmpty() || !isShort(subject)) {
            return now(Receipt.NOT_UNDERSTOOD);
        }
        return durable(List.of(new NewEvent(subject, Set.of(), EventSource.AUDIENCE, clock.instant())));
    }

    /** Stores a person's wish to have a contact synced; returns the event's id. */
    long ask(String contactKey) {
        NewEvent event = new NewEvent(EventSubject.contact(contactKey), Set.of(), EventSource.MANUAL, clock.instant());
        return store.inbox().add(integration, List.of(event)).orElseThrow();
    }

    @Override
    public void close() {
        Daemons.end(answers);
    }
}
