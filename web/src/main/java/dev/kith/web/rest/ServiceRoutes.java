package dev.kith.web.rest;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.sync.Engine;
import dev.kith.engine.sync.Integration;
import dev.kith.web.http.Json;
import dev.kith.web.http.Route;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/** What machines ask the host about itself: is it alive, can it work, what does its API look like. */
public final class ServiceRoutes {
    static final String OPENAPI = "/dev/kith/web/openapi.json";

    private final Engine engine;

    public ServiceRoutes(Engine engine) {
        this.engine = requireNonNull(engine, "engine");
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/health/live", ctx -> Json.answer(ctx, Map.of("status", "live"))),
                Route.get("/health/ready", this::ready),
                Route.get("/openapi.json", this::openapi));
    }

    /** Ready means that the store answers; an integration with problems doesn't take the host away from the others. */
    private void ready(Context ctx) {
        for (Integration integration : engine.integrations()) {
            integration.runs(1, Long.MAX_VALUE);
        }
        Json.answer(ctx, Map.of("status", "ready"));
    }

    private void openapi(Context ctx) throws IOException {
        try (InputStream in = requireNonNull(getClass().getResourceAsStream(OPENAPI), OPENAPI)) {
            ctx.result(in.readAllBytes()).contentType("application/json");
        }
    }
}
