package dev.kith.web.rest;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.Run;
import dev.kith.engine.store.RunIssue;
import dev.kith.engine.sync.Engine;
import dev.kith.engine.sync.Integration;
import dev.kith.web.http.Json;
import dev.kith.web.http.Refusal;
import dev.kith.web.http.Route;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs of an integration: start, list, look at, cancel, follow, and what went wrong in them. */
public final class RunRoutes {
    private static final String RUNS = "/api/v1/integrations/{id}/runs";
    private static final int MOST = 200;

    private final Engine engine;
    private final RunStarts starts;
    private final RunWatch watch;

    public RunRoutes(Engine engine, RunStarts starts, RunWatch watch) {
        this.engine = requireNonNull(engine, "engine");
        this.starts = requireNonNull(starts, "starts");
        this.watch = requireNonNull(watch, "watch");
    }

    public List<Route> routes() {
        return List.of(
                Route.post(RUNS, this::start),
                Route.get(RUNS, this::list),
                Route.get(RUNS + "/{run}", this::show),
                Route.post(RUNS + "/{run}/cancel", this::cancel),
                Route.get(RUNS + "/{run}/progress", this::follow),
                Route.get(RUNS + "/{run}/issues", this::issues));
    }

    /** The body of a start. */
    record Start(
            @Nullable String kind,
            @Nullable Boolean force,
            @Nullable String rules,
            @Nullable String list) {}

    private void start(Context ctx) {
        Integration integration = Asked.integration(engine, ctx);
        Start asked = Json.body(ctx, Start.class);
        boolean force = Boolean.TRUE.equals(asked.force());
        Run run = starts.start(integration, asked.kind(), force, asked.rules(), asked.list());
        ctx.status(201).header("Location", "/api/v1/integrations/" + integration.id() + "/runs/" + run.id());
        Json.answer(ctx, RunJson.of(run));
    }

    private void list(Context ctx) {
        Integration integration = Asked.integration(engine, ctx);
        int limit = Asked.limit(ctx, 20, MOST);
        long before = Asked.query(ctx, "before", Long.MAX_VALUE, 1, Long.MAX_VALUE);
        List<Run> runs = integration.runs(limit, before);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("runs", runs.stream().map(RunJson::of).toList());
        if (runs.size() == limit) {
            answer.put("nextBefore", runs.get(limit - 1).id());
        }
        Json.answer(ctx, answer);
    }

    private void show(Context ctx) {
        Json.answer(ctx, RunJson.of(Asked.run(Asked.integration(engine, ctx), ctx)));
    }

    private void cancel(Context ctx) {
        Integration integration = Asked.integration(engine, ctx);
        Run run = Asked.run(integration, ctx);
        if (run.state().isEnded()) {
            throw new Refusal(
                    409,
                    "Run " + run.id() + " has ended already: " + run.state().word() + ".");
        }
        ctx.status(202);
        Json.answer(ctx, RunJson.of(integration.cancel(run.id()).orElse(run)));
    }

    private void follow(Context ctx) throws IOException {
        Integration integration = Asked.integration(engine, ctx);
        Run run = Asked.run(integration, ctx);
        watch.follow(ctx, () -> integration.run(run.id()), now -> Json.text(RunJson.of(now)));
    }

    private void issues(Context ctx) {
        Integration integration = Asked.integration(engine, ctx);
        Run run = Asked.run(integration, ctx);
        int limit = Asked.limit(ctx, 50, MOST);
        int offset = Asked.offset(ctx);
        List<RunIssue> issues = integration.issues(run.id(), limit, offset);
        Json.answer(ctx, new Issues(run.counts().issues(), limit, offset, issues));
    }

    record Issues(long total, int limit, int offset, List<RunIssue> issues) {
        Issues {
            issues = List.copyOf(issues);
        }
    }
}
