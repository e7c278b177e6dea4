package dev.kith.web.rest;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.rules.RuleFiles;
import dev.kith.engine.rules.RuleSetException;
import dev.kith.engine.sync.Engine;
import dev.kith.engine.sync.Integration;
import dev.kith.engine.sync.Rulebook;
import dev.kith.web.http.Json;
import dev.kith.web.http.Refusal;
import dev.kith.web.http.Route;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files of a rule set. Its path takes any name, so it comes after all others below {@code rules}. */
public final class RuleFileRoutes {
    private static final String FILE = "/api/v1/integrations/{id}/rules/{file}";

    private final Engine engine;

    public RuleFileRoutes(Engine engine) {
        this.engine = requireNonNull(engine, "engine");
    }

    public List<Route> routes() {
        return List.of(Route.get(FILE, this::read), Route.put(FILE, this::write));
    }

    /** The body of a change. */
    record Text(@Nullable String text) {}

    private void read(Context ctx) {
        Rulebook rules = Asked.integration(engine, ctx).rules();
        String name = name(ctx);
        try {
            Json.answer(ctx, Map.of("file", name, "text", rules.file(name).orElseThrow()));
        } catch (RuleSetException e) {
            throw new Refusal(422, String.valueOf(e.getMessage()));
        }
    }

    private void write(Context ctx) throws IOException {
        Integration integration = Asked.integration(engine, ctx);
        String name = name(ctx);
        String text = Json.body(ctx, Text.class).text();
        if (text == null) {
            throw Refusal.badRequest("The body must have the member \"text\": what the file shall hold.");
        }
        integration.rules().write(name, text);
        Json.answer(ctx, RulesJson.State.of(integration));
    }

    private static String name(Context ctx) {
        String name = ctx.pathParam("file");
        if (!RuleFiles.names().contains(name)) {
            throw Refusal.notFound("A rule set has no file \"" + name + "\". Its files are "
                    + String.join(", ", RuleFiles.names()) + ".");
        }
        return name;
    }
}
