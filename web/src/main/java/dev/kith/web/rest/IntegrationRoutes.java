package dev.kith.web.rest;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.rules.RuleProblem;
import dev.kith.engine.rules.RuleText;
import dev.kith.engine.sync.Engine;
import dev.kith.engine.sync.Integration;
import dev.kith.spi.ConnectorException;
import dev.kith.web.http.Json;
import dev.kith.web.http.Refusal;
import dev.kith.web.http.Route;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Integrations: what they connect, whether they are ready, which rules decide. */
public final class IntegrationRoutes {
    private static final String INTEGRATIONS = "/api/v1/integrations";

    private final Engine engine;

    public IntegrationRoutes(Engine engine) {
        this.engine = requireNonNull(engine, "engine");
    }

    public List<Route> routes() {
        return List.of(
                Route.get(INTEGRATIONS, this::list),
                Route.get(INTEGRATIONS + "/{id}", this::show),
                Route.post(INTEGRATIONS + "/{id}/check", this::check),
                Route.post(INTEGRATIONS + "/{id}/enable", ctx -> enable(ctx, true)),
                Route.post(INTEGRATIONS + "/{id}/disable", ctx -> enable(ctx, false)),
                Route.get(INTEGRATIONS + "/{id}/rules", this::rules));
    }

    /** An integration as REST shows it; {@code problems} says why no run can start now. */
    record IntegrationJson(
            String id,
            String name,
            String crm,
            String audience,
            @Nullable String ruleSetVersion,
            boolean enabled,
            List<String> problems,
            RulesJson.@Nullable Due fullSyncDue,
            long stagedHeld,
            StatusJson events,
            @Nullable RunJson lastRun) {
        IntegrationJson {
            problems = List.copyOf(problems);
        }

        static IntegrationJson of(Integration integration) {
            return new IntegrationJson(
                    integration.id(),
                    integration.name(),
                    integration.crmTitle(),
                    integration.audienceTitle(),
                    integration.ruleSet().map(rules -> rules.version()).orElse(null),
                    integration.events().enabled(),
                    integration.problems(),
                    integration
                            .rules()
                            .history()
                            .fullSyncDue()
                            .map(RulesJson.Due::of)
                            .orElse(null),
                    integration.staged().held(),
                    StatusJson.of(integration.events().status()),
                    integration.runs(1, Long.MAX_VALUE).stream()
                            .findFirst()
                            .map(RunJson::of)
                            .orElse(null));
        }
    }

    record RuleJson(String kind, String file, int line, String name, String text) {
        static RuleJson of(RuleText rule) {
            return new RuleJson(Json.word(rule.kind()), rule.file(), rule.line(), rule.name(), rule.text());
        }
    }

    private void list(Context ctx) {
        Json.answer(
                ctx,
                Map.of(
                        "integrations",
                        engine.integrations().stream().map(IntegrationJson::of).toList()));
    }

    private void show(Context ctx) {
        Json.answer(ctx, IntegrationJson.of(Asked.integration(engine, ctx)));
    }

    private void check(Context ctx) {
        Integration integration = Asked.integration(engine, ctx);
        List<String> problems = integration.problems();
        Json.answer(ctx, Map.of("problems", problems.isEmpty() ? integration.check() : problems));
    }

    private void enable(Context ctx, boolean enabled) {
        Integration integration = Asked.integration(engine, ctx);
        try {
            integration.enable(enabled, Asked.actor(ctx));
        } catch (ConnectorException e) {
            throw new Refusal(
                    502,
                    "Integration \"" + integration.id() + "\" is " + (enabled ? "enabled" : "disabled")
                            + ", but its webhooks are as they were: " + e.getMessage());
        }
        Json.answer(ctx, IntegrationJson.of(integration));
    }

    private void rules(Context ctx) {
        Integration integration = Asked.integration(engine, ctx);
        List<RuleJson> rules = integration
                .ruleSet()
                .map(set -> set.rules().stream().map(RuleJson::of).toList())
                .orElse(List.of());
        List<RuleProblem> warnings =
                integration.ruleSet().map(integration::warnings).orElse(List.of());
        Json.answer(ctx, Map.of("rules", rules, "warnings", warnings));
    }
}
