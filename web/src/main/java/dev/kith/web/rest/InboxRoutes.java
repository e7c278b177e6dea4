package dev.kith.web.rest;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.EventState;
import dev.kith.engine.store.InboxEvent;
import dev.kith.engine.sync.Engine;
import dev.kith.engine.sync.Events;
import dev.kith.engine.sync.Integration;
import dev.kith.web.http.Json;
import dev.kith.web.http.Refusal;
import dev.kith.web.http.Route;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The inbox: how many events are in which state, which they are, and what a person can do about one. */
public final class InboxRoutes {
    private static final String INTEGRATION = "/api/v1/integrations/{id}";
    private static final String INBOX = INTEGRATION + "/inbox";
    private static final int LONGEST_REASON = 500;
    private static final int MOST = 500;

    private final Engine engine;

    public InboxRoutes(Engine engine) {
        this.engine = requireNonNull(engine, "engine");
    }

    public List<Route> routes() {
        return List.of(
                Route.get(INBOX, this::list),
                Route.post(INBOX + "/{event}/retry", this::retry),
                Route.delete(INBOX + "/{event}", this::drop),
                Route.post(INTEGRATION + "/contacts/{key}/sync", this::sync));
    }

    /** An event as REST shows it. */
    record EventJson(
            long id,
            String subject,
            @Nullable String type,
            String subjectId,
            List<String> kinds,
            String source,
            String state,
            String receivedAt,
            String dueAt,
            @Nullable String nextAt,
            boolean waitsForDailyRun,
            boolean inWork,
            long attempts,
            @Nullable String cause,
            @Nullable String endedAt) {
        EventJson {
            kinds = List.copyOf(kinds);
        }

        static EventJson of(InboxEvent event) {
            boolean pending = event.state() == EventState.PENDING;
            return new EventJson(
                    event.id(),
                    event.subject().kind().word(),
                    event.subject().type().isEmpty() ? null : event.subject().type(),
                    event.subject().id(),
                    event.kinds().stream().map(Json::word).sorted().toList(),
                    event.source().word(),
                    event.state().word(),
                    event.receivedAt().toString(),
                    event.dueAt().toString(),
                    pending ? event.nextAt().toString() : null,
                    pending && event.held(),
                    event.claimed(),
                    event.attempts(),
                    event.cause().isEmpty() ? null : event.cause(),
                    event.endedAt().map(Instant::toString).orElse(null));
        }
    }

    private void list(Context ctx) {
        Events events = Asked.integration(engine, ctx).events();
        int limit = Asked.limit(ctx, 50, MOST);
        long before = Asked.query(ctx, "before", Long.MAX_VALUE, 1, Long.MAX_VALUE);
        List<InboxEvent> found = events.list(state(ctx), limit, before);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("status", StatusJson.of(events.status()));
        answer.put("events", found.stream().map(EventJson::of).toList());
        if (found.size() == limit) {
            answer.put("nextBefore", found.get(limit - 1).id());
        }
        Json.answer(ctx, answer);
    }

    private static Optional<EventState> state(Context ctx) {
        return Optional.ofNullable(ctx.queryParam("state"))
                .map(word -> Asked.oneOf(EventState.values(), EventState::word, "state", word));
    }

    private void retry(Context ctx) {
        Integration integration = Asked.integration(engine, ctx);
        InboxEvent event = event(integration, ctx);
        if (!integration.events().retry(event.id())) {
            throw ended(event);
        }
        ctx.status(202);
        Json.answer(ctx, EventJson.of(event(integration, ctx)));
    }

    /** The body of a removal. */
    record Drop(@Nullable String reason, @Nullable Boolean force) {}

    private void drop(Context ctx) {
        Integration integration = Asked.integration(engine, ctx);
        Drop asked = Json.body(ctx, Drop.class);
        if (asked.reason() == null || asked.reason().isBlank() || asked.reason().length() > LONGEST_REASON) {
            throw Refusal.badRequest(
                    "\"reason\" must say why the event is dropped, in " + LONGEST_REASON + " characters.");
        }
        InboxEvent event = event(integration, ctx);
        if (event.mayHideAWithdrawal() && !Boolean.TRUE.equals(asked.force())) {
            throw new Refusal(
                    409,
                    "Event " + event.id() + " tells of a deletion or an opt-out: dropping it may leave a consent that"
                            + " was withdrawn. Say \"force\": true if that is meant.");
        }
        if (!integration.events().drop(event.id(), Asked.actor(ctx), asked.reason())) {
            throw ended(event);
        }
        Json.answer(ctx, EventJson.of(event(integration, ctx)));
    }

    private void sync(Context ctx) {
        Integration integration = Asked.integration(engine, ctx);
        String key = ctx.pathParam("key");
        if (key.length() > 200) {
            throw Refusal.badRequest("A contact key has 200 characters at most.");
        }
        if (!integration.events().enabled()) {
            throw new Refusal(409, "Integration \"" + integration.id() + "\" is disabled. Enable it first.");
        }
        long event = integration.events().sync(key);
        ctx.status(202);
        Json.answer(ctx, Map.of("event", event));
    }

    private static InboxEvent event(Integration integration, Context ctx) {
        String text = ctx.pathParam("event");
        return Asked.number(text).stream()
                .boxed()
                .findFirst()
                .flatMap(integration.events()::find)
                .orElseThrow(() -> Refusal.notFound(
                        "Integration \"" + integration.id() + "\" has no event \"" + text + "\" in its inbox."));
    }

    private static Refusal ended(InboxEvent event) {
        return new Refusal(
                409,
                event.claimed()
                        ? "Event " + event.id() + " is being worked on. Try again in a moment."
                        : "Event " + event.id() + " has ended already: "
                                + event.state().word() + ".");
    }
}
