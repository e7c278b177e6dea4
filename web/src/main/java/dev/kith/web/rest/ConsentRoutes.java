package dev.kith.web.rest;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.OwedLabel;
import dev.kith.engine.sync.Engine;
import dev.kith.web.http.Json;
import dev.kith.web.http.Route;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Consents on their way from the audience to the CRM. */
public final class ConsentRoutes {
    private static final String INTEGRATION = "/api/v1/integrations/{id}";
    private static final int MOST = 500;

    private final Engine engine;

    public ConsentRoutes(Engine engine) {
        this.engine = requireNonNull(engine, "engine");
    }

    public List<Route> routes() {
        return List.of(
                Route.post(INTEGRATION + "/consents/learn", this::learn),
                Route.get(INTEGRATION + "/label-changes", this::owed));
    }

    /** A label as REST shows it. */
    record OwedJson(
            String contactKey,
            String label,
            String change,
            String since,
            long tries,
            @Nullable String triedAt,
            @Nullable String cause) {
        static OwedJson of(OwedLabel owed) {
            return new OwedJson(
                    owed.change().contactKey(),
                    owed.change().label(),
                    owed.change().present() ? "set" : "remove",
                    owed.since().toString(),
                    owed.tries(),
                    owed.triedAt().map(Instant::toString).orElse(null),
                    owed.cause().isEmpty() ? null : owed.cause());
        }
    }

    private void learn(Context ctx) {
        Asked.integration(engine, ctx).learnConsents();
        ctx.status(202);
        Json.answer(ctx, Map.of("accepted", true));
    }

    private void owed(Context ctx) {
        int limit = Asked.limit(ctx, 50, MOST);
        int offset = Asked.offset(ctx);
        List<OwedLabel> owed = Asked.integration(engine, ctx).events().labelsOwed(limit, offset);
        Json.answer(ctx, Map.of("labelChanges", owed.stream().map(OwedJson::of).toList()));
    }
}
