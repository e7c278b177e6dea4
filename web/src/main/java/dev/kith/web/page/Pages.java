package dev.kith.web.page;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.Run;
import dev.kith.engine.sync.Engine;
import dev.kith.engine.sync.Integration;
import dev.kith.web.http.Json;
import dev.kith.web.http.Problems;
import dev.kith.web.http.Refusal;
import dev.kith.web.http.Route;
import dev.kith.web.page.Layout.Crumb;
import dev.kith.web.rest.Asked;
import dev.kith.web.rest.RunStarts;
import dev.kith.web.rest.RunWatch;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The page: HTML for people, made from the same calls as REST. */
public final class Pages implements Problems.ErrorPage {
    private static final int RUNS = 10;
    private static final int ISSUES = 50;
    private static final Crumb INTEGRATIONS = new Crumb("Integrations", "/");

    private final Engine engine;
    private final RunStarts starts;
    private final RunWatch watch;
    private final Clock clock;
    private final Templates templates = new Templates();
    private final Scripts scripts = Scripts.find();
    private final ListPages lists;

    public Pages(Engine engine, RunStarts starts, RunWatch watch, Clock clock) {
        this.engine = requireNonNull(engine, "engine");
        this.starts = requireNonNull(starts, "starts");
        this.watch = requireNonNull(watch, "watch");
        this.clock = requireNonNull(clock, "clock");
        lists = new ListPages(engine, starts, clock, templates);
    }

    public List<Route> routes() {
        List<Route> own = List.of(
                Route.get("/", this::integrations),
                Route.get("/integrations/{id}", this::integration),
                Route.post("/integrations/{id}/runs", this::start),
                Route.get("/integrations/{id}/runs/{run}", this::run),
                Route.post("/integrations/{id}/runs/{run}/cancel", this::cancel),
                Route.get("/integrations/{id}/runs/{run}/progress", this::follow));
        return Stream.concat(own.stream(), lists.routes().stream()).toList();
    }

    @Override
    public byte[] html(String title, String detail) {
        return templates.page(
                "message", Map.of("layout", new Layout(title, List.of(INTEGRATIONS), scripts), "detail", detail));
    }

    private void integrations(Context ctx) {
        List<IntegrationView> all = engine.integrations().stream()
                .map(integration ->
                        IntegrationView.of(integration, integration.runs(1, Long.MAX_VALUE), clock.instant()))
                .toList();
        Layout layout = new Layout("Integrations", List.of(), scripts);
        answer(ctx, templates.page("integrations", Map.of("layout", layout, "integrations", all)));
    }

    private void integration(Context ctx) {
        Integration integration = Asked.integration(engine, ctx);
        Activity activity = activity(integration, "", ctx);
        Layout layout = new Layout(activity.integration().name(), List.of(INTEGRATIONS), scripts);
        answer(
                ctx,
                templates.page(
                        "integration",
                        Map.of("layout", layout, "activity", activity, "lists", lists.view(integration))));
    }

    /** A body of the page's own script; {@code kind} says what to start. */
    record Start(@Nullable String kind) {}

    /** A click that can't be done is an answer too: htmx shows it in place. */
    private void start(Context ctx) {
        Integration integration = Asked.integration(engine, ctx);
        Start asked = Json.body(ctx, Start.class);
        String note = "";
        try {
            starts.start(integration, asked.kind(), false);
        } catch (Refusal e) {
            note = e.detail();
        }
        answerActivity(ctx, activity(integration, note, ctx));
    }

    private void cancel(Context ctx) {
        Integration integration = Asked.integration(engine, ctx);
        Run run = Asked.run(integration, ctx);
        String note = "";
        if (run.state().isEnded()) {
            note = "Run " + run.id() + " has ended already: " + run.state().word() + ".";
        } else {
            integration.cancel(run.id());
        }
        answerActivity(ctx, activity(integration, note, ctx));
    }

    private void answerActivity(Context ctx, Activity activity) {
        answer(ctx, templates.page("fragment/activity", Map.of("activity", activity)));
    }

    private Activity activity(Integration integration, String note, Context ctx) {
        long before = Asked.query(ctx, "before", Long.MAX_VALUE, 1, Long.MAX_VALUE);
        List<Run> runs = integration.runs(RUNS, before);
        IntegrationView view = IntegrationView.of(integration, runs, clock.instant());
        String older = runs.size() < RUNS
                ? ""
                : view.path() + "?before=" + runs.get(RUNS - 1).id() + "#activity";
        return new Activity(view, note, older);
    }

    private void run(Context ctx) {
        Integration integration = Asked.integration(engine, ctx);
        RunView run = new RunView(Asked.run(integration, ctx), clock.instant());
        int offset = Asked.offset(ctx);
        RunPage page = new RunPage(
                integration.name(), run, integration.issues(run.run().id(), ISSUES, offset), offset, ISSUES);
        Crumb parent = new Crumb(integration.name(), "/integrations/" + integration.id());
        Layout layout = new Layout(run.title(), List.of(INTEGRATIONS, parent), scripts);
        answer(ctx, templates.page("run", Map.of("layout", layout, "page", page)));
    }

    private void follow(Context ctx) throws IOException {
        Integration integration = Asked.integration(engine, ctx);
        Run run = Asked.run(integration, ctx);
        watch.follow(
                ctx,
                () -> integration.run(run.id()),
                now -> templates.fragment("progress", Map.of("run", new RunView(now, clock.instant()))));
    }

    static void answer(Context ctx, byte[] html) {
        ctx.header("Cache-Control", "no-store").result(html).contentType("text/html; charset=utf-8");
    }
}
