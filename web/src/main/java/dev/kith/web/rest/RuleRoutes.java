package dev.kith.web.rest;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.rules.RuleSetDifference;
import dev.kith.engine.sync.ActivationRefused;
import dev.kith.engine.sync.ActivationRequest;
import dev.kith.engine.sync.Candidate;
import dev.kith.engine.sync.Engine;
import dev.kith.engine.sync.Integration;
import dev.kith.engine.sync.Rulebook;
import dev.kith.web.http.Json;
import dev.kith.web.http.Refusal;
import dev.kith.web.http.Route;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rule sets: the active one, the candidate, the versions there were; trying, activating, rolling back. */
public final class RuleRoutes {
    private static final String RULES = "/api/v1/integrations/{id}/rules";

    private final Engine engine;

    public RuleRoutes(Engine engine) {
        this.engine = requireNonNull(engine, "engine");
    }

    public List<Route> routes() {
        return List.of(
                Route.get(RULES + "/state", this::state),
                Route.post(RULES + "/check", this::check),
                Route.post(RULES + "/test", this::test),
                Route.post(RULES + "/activate", this::activate),
                Route.get(RULES + "/versions", this::versions),
                Route.get(RULES + "/versions/{a}/diff/{b}", this::difference),
                Route.post(RULES + "/versions/{version}/activate", this::rollBack));
    }

    /** The body of an activation. */
    record Activation(@Nullable String reason, @Nullable Boolean cancelRuns) {
        ActivationRequest request(String actor) {
            return new ActivationRequest(actor, reason == null ? "" : reason, Boolean.TRUE.equals(cancelRuns));
        }
    }

    private Rulebook rules(Context ctx) {
        return Asked.integration(engine, ctx).rules();
    }

    private void state(Context ctx) {
        Json.answer(ctx, RulesJson.State.of(Asked.integration(engine, ctx)));
    }

    private void check(Context ctx) {
        Integration integration = Asked.integration(engine, ctx);
        Optional<RulesJson.CandidateJson> files =
                integration.rules().refresh().map(candidate -> RulesJson.CandidateJson.of(candidate, integration));
        Json.answer(
                ctx,
                Map.of(
                        "problems",
                        files.map(RulesJson.CandidateJson::problems).orElse(List.of()),
                        "warnings",
                        files.map(RulesJson.CandidateJson::warnings).orElse(List.of())));
    }

    private void test(Context ctx) {
        Rulebook rules = rules(ctx);
        Json.answer(ctx, RulesJson.CasesJson.of(rules.test().orElseThrow(() -> unusable(rules))));
    }

    private static Refusal unusable(Rulebook rules) {
        List<String> problems = rules.candidate().map(Candidate::problems).orElse(List.of()).stream()
                .map(Object::toString)
                .toList();
        return new Refusal(
                422,
                "The rules can't be used, so no case was run: " + String.join(" ", problems),
                Map.of("problems", problems));
    }

    private void activate(Context ctx) {
        Integration integration = Asked.integration(engine, ctx);
        ActivationRequest request = Json.body(ctx, Activation.class).request(Asked.actor(ctx));
        answer(ctx, integration, () -> integration.rules().activate(request));
    }

    private void rollBack(Context ctx) {
        Integration integration = Asked.integration(engine, ctx);
        ActivationRequest request = Json.body(ctx, Activation.class).request(Asked.actor(ctx));
        answer(ctx, integration, () -> integration.rules().rollBack(ctx.pathParam("version"), request));
    }

    private interface Change {
        Object make() throws ActivationRefused;
    }

    private static void answer(Context ctx, Integration integration, Change change) {
        try {
            change.make();
            Json.answer(ctx, RulesJson.State.of(integration));
        } catch (ActivationRefused e) {
            throw new Refusal(409, String.valueOf(e.getMessage()), Map.of("problems", e.problems()));
        }
    }

    private void versions(Context ctx) {
        Json.answer(
                ctx,
                Map.of(
                        "versions",
                        rules(ctx).history().versions().stream()
                                .map(RulesJson.VersionJson::of)
                                .toList()));
    }

    private void difference(Context ctx) {
        RuleSetDifference difference = rules(ctx)
                .history()
                .difference(ctx.pathParam("a"), ctx.pathParam("b"))
                .orElseThrow(() -> Refusal.notFound("One of these versions isn't known, or more than one begins so. "
                        + "GET .../rules/versions lists them."));
        Json.answer(ctx, RulesJson.DifferenceJson.of(difference, Map.of()));
    }
}
