package dev.kith.web.rest;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.ListCarrier;
import dev.kith.engine.store.ListKind;
import dev.kith.engine.store.ListSettings;
import dev.kith.engine.sync.Engine;
import dev.kith.engine.sync.Integration;
import dev.kith.engine.sync.ListRefused;
import dev.kith.engine.sync.ListRequest;
import dev.kith.engine.sync.ListStatus;
import dev.kith.web.http.Json;
import dev.kith.web.http.Refusal;
import dev.kith.web.http.Route;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Overviews and Selections of an integration: which there are, and what their members get. */
public final class ListRoutes {
    private static final String LISTS = "/api/v1/integrations/{id}/saved-lists";

    private final Engine engine;

    public ListRoutes(Engine engine) {
        this.engine = requireNonNull(engine, "engine");
    }

    public List<Route> routes() {
        return List.of(Route.get(LISTS, this::list), Route.put(LISTS + "/{key}", this::configure));
    }

    /** The body of a configuration: either an attribute or a tag, by name. */
    record Configuration(
            @Nullable String kind,
            @Nullable String attribute,
            @Nullable String tag,
            @Nullable Boolean recurring) {}

    /** A list as REST shows it; kind and what follows only of one that is configured. */
    record ListJson(
            String key,
            String title,
            boolean inCrm,
            @Nullable String kind,
            @Nullable String attribute,
            @Nullable String tag,
            @Nullable Boolean recurring,
            @Nullable Long members,
            @Nullable Long waiting,
            @Nullable RunJson lastRun,
            @Nullable String nextImport) {

        static ListJson of(ListStatus status) {
            Optional<ListSettings> settings = status.settings();
            return new ListJson(
                    status.key(),
                    status.title(),
                    status.inCrm(),
                    settings.map(list -> list.kind().word()).orElse(null),
                    name(settings, ListCarrier.Type.ATTRIBUTE),
                    name(settings, ListCarrier.Type.TAG),
                    settings.map(ListSettings::recurring).orElse(null),
                    settings.map(list -> status.members()).orElse(null),
                    settings.map(list -> status.waiting()).orElse(null),
                    status.lastRun().map(RunJson::of).orElse(null),
                    status.next().map(Instant::toString).orElse(null));
        }

        private static @Nullable String name(Optional<ListSettings> settings, ListCarrier.Type type) {
            return settings.filter(list -> list.carrier().type() == type)
                    .map(ListSettings::carrierName)
                    .orElse(null);
        }
    }

    private void list(Context ctx) {
        Integration integration = ready(ctx);
        List<ListStatus> lists = Answers.of(() -> integration.lists().all());
        Json.answer(ctx, Map.of("savedLists", lists.stream().map(ListJson::of).toList()));
    }

    private void configure(Context ctx) {
        Integration integration = ready(ctx);
        String key = ctx.pathParam("key");
        Configuration body = Json.body(ctx, Configuration.class);
        ListKind kind = Asked.oneOf(ListKind.values(), ListKind::word, "kind", body.kind());
        String actor = Asked.actor(ctx);
        Optional<ListStatus> now = kind == ListKind.OFF
                ? switchOff(integration, key, body, actor)
                : configure(integration, key, request(kind, body), actor);
        Json.answer(
                ctx,
                ListJson.of(now.orElseThrow(() -> Refusal.notFound(
                        "There is no such list \"" + key + "\". GET /api/v1/integrations/" + integration.id()
                                + "/saved-lists names those of the CRM, and those that were configured."))));
    }

    private static Optional<ListStatus> configure(
            Integration integration, String key, ListRequest asked, String actor) {
        return Answers.of(() -> {
            try {
                return integration.lists().configure(key, asked, actor);
            } catch (ListRefused e) {
                throw new Refusal(422, String.valueOf(e.getMessage()));
            }
        });
    }

    private static Optional<ListStatus> switchOff(
            Integration integration, String key, Configuration body, String actor) {
        if (body.attribute() != null || body.tag() != null || body.recurring() != null) {
            throw Refusal.badRequest("A list that is switched off takes nothing but \"kind\".");
        }
        return Answers.of(() -> integration.lists().switchOff(key, actor));
    }

    private static ListRequest request(ListKind kind, Configuration body) {
        String attribute = body.attribute();
        String tag = body.tag();
        if ((attribute == null) == (tag == null)) {
            throw Refusal.badRequest(
                    "The body must have either \"attribute\" or \"tag\": the name of what the members get.");
        }
        ListCarrier.Type carrier = attribute == null ? ListCarrier.Type.TAG : ListCarrier.Type.ATTRIBUTE;
        String name = attribute == null ? requireNonNull(tag) : attribute;
        return new ListRequest(kind, carrier, name, Boolean.TRUE.equals(body.recurring()));
    }

    private Integration ready(Context ctx) {
        Integration integration = Asked.integration(engine, ctx);
        Asked.requireReady(integration);
        return integration;
    }
}
