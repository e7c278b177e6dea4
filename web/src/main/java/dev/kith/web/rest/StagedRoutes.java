package dev.kith.web.rest;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.StagedAction;
import dev.kith.engine.store.StagedActions;
import dev.kith.engine.store.StagedKind;
import dev.kith.engine.sync.Engine;
import dev.kith.engine.sync.Staged;
import dev.kith.web.http.Json;
import dev.kith.web.http.Refusal;
import dev.kith.web.http.Route;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the guard holds: listed, approved and rejected by kind. */
public final class StagedRoutes {
    private static final String STAGED = "/api/v1/integrations/{id}/staged";
    private static final int MOST = 500;

    private final Engine engine;

    public StagedRoutes(Engine engine) {
        this.engine = requireNonNull(engine, "engine");
    }

    public List<Route> routes() {
        return List.of(
                Route.get(STAGED, this::list),
                Route.post(STAGED + "/approve", this::approve),
                Route.post(STAGED + "/reject", this::reject));
    }

    /** How many actions of a kind there are in a state. */
    record CountJson(String kind, String state, long actions) {
        static CountJson of(StagedActions.Count count) {
            return new CountJson(count.kind().word(), count.state().word(), count.actions());
        }
    }

    /** What would change at one contact's profile. */
    record ActionJson(
            String contactKey,
            String kind,
            String state,
            List<String> parts,
            @Nullable Long run,
            String stagedAt) {
        ActionJson {
            parts = List.copyOf(parts);
        }

        static ActionJson of(StagedAction action) {
            return new ActionJson(
                    action.contactKey(),
                    action.kind().word(),
                    action.state().word(),
                    action.parts(),
                    action.run() == 0 ? null : action.run(),
                    action.stagedAt().toString());
        }
    }

    /** The body of a decision. */
    record Verdict(
            @Nullable List<String> kinds,
            @Nullable Long run,
            @Nullable String reason) {
        Verdict {
            kinds = kinds == null ? null : List.copyOf(kinds);
        }

        Set<StagedKind> wanted() {
            if (kinds == null || kinds.isEmpty()) {
                throw Refusal.badRequest("\"kinds\" must name at least one of " + words() + ".");
            }
            return kinds.stream().map(StagedRoutes::kind).collect(Collectors.toSet());
        }

        OptionalLong ofRun() {
            return run == null ? OptionalLong.empty() : OptionalLong.of(run);
        }

        String why() {
            if (reason == null || reason.isBlank() || reason.length() > MOST) {
                throw Refusal.badRequest("\"reason\" must say why, in " + MOST + " characters.");
            }
            return reason;
        }
    }

    private void list(Context ctx) {
        Staged staged = Asked.integration(engine, ctx).staged();
        int limit = Asked.limit(ctx, 50, MOST);
        int offset = Asked.offset(ctx);
        String word = ctx.queryParam("kind");
        Set<StagedKind> kinds = word == null ? EnumSet.allOf(StagedKind.class) : Set.of(kind(word));
        Json.answer(
                ctx,
                Map.of(
                        "counts",
                        staged.counts().stream().map(CountJson::of).toList(),
                        "actions",
                        staged.list(kinds, limit, offset).stream()
                                .map(ActionJson::of)
                                .toList()));
    }

    private void approve(Context ctx) {
        Staged staged = Asked.integration(engine, ctx).staged();
        Verdict asked = Json.body(ctx, Verdict.class);
        int actions = staged.approve(asked.wanted(), asked.ofRun(), Asked.actor(ctx), asked.why());
        ctx.status(202);
        Json.answer(ctx, Map.of("approved", actions));
    }

    private void reject(Context ctx) {
        Staged staged = Asked.integration(engine, ctx).staged();
        Verdict asked = Json.body(ctx, Verdict.class);
        Json.answer(
                ctx, Map.of("rejected", staged.reject(asked.wanted(), asked.ofRun(), Asked.actor(ctx), asked.why())));
    }

    private static StagedKind kind(String word) {
        return Asked.oneOf(StagedKind.values(), StagedKind::word, "kind", word);
    }

    private static String words() {
        return Arrays.stream(StagedKind.values()).map(StagedKind::word).collect(Collectors.joining(", "));
    }
}
