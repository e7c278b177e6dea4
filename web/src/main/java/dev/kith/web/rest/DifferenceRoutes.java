package dev.kith.web.rest;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.Change;
import dev.kith.engine.store.ChangeKind;
import dev.kith.engine.store.Difference;
import dev.kith.engine.store.DifferenceFilter;
import dev.kith.engine.store.Run;
import dev.kith.engine.sync.Engine;
import dev.kith.engine.sync.Integration;
import dev.kith.web.http.Json;
import dev.kith.web.http.Refusal;
import dev.kith.web.http.Route;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What dry runs and backtests found: searched page by page, or as a file. */
public final class DifferenceRoutes {
    private static final String DIFFERENCES = "/api/v1/integrations/{id}/runs/{run}/differences";
    private static final int MOST = 500;

    private final Engine engine;

    public DifferenceRoutes(Engine engine) {
        this.engine = requireNonNull(engine, "engine");
    }

    public List<Route> routes() {
        return List.of(
                Route.get(DIFFERENCES, this::search),
                Route.get(DIFFERENCES + ".csv", this::csv),
                Route.get(DIFFERENCES + ".jsonl", this::jsonLines));
    }

    private void search(Context ctx) {
        Integration integration = Asked.integration(engine, ctx);
        long run = inert(integration, ctx).id();
        DifferenceFilter filter = filter(ctx);
        int limit = Asked.limit(ctx, 50, MOST);
        String after = Optional.ofNullable(ctx.queryParam("after")).orElse("");
        List<Difference> found = integration.differences(run, filter, after, limit);
        Map<String, Object> answer = new LinkedHashMap<>();
        if (after.isEmpty()) {
            answer.put("contacts", integration.differenceCount(run, filter));
            answer.put("kinds", words(integration.differenceSummary(run)));
        }
        answer.put("differences", found.stream().map(DifferenceJson::of).toList());
        if (found.size() == limit) {
            answer.put("nextAfter", found.get(limit - 1).contactKey());
        }
        Json.answer(ctx, answer);
    }

    private static Map<String, Long> words(Map<ChangeKind, Long> summary) {
        Map<String, Long> words = new LinkedHashMap<>();
        summary.forEach((kind, contacts) -> words.put(kind.word(), contacts));
        return words;
    }

    private void csv(Context ctx) throws IOException {
        String head = Csv.line("contact", "kind", "name", "channel", "before", "after", "rule", "reason");
        file(ctx, "csv", "text/csv; charset=utf-8", head, DifferenceRoutes::csv);
    }

    private static String csv(Difference difference) {
        return difference.changes().stream()
                .map(change -> csv(difference.contactKey(), change))
                .collect(Collectors.joining());
    }

    private static String csv(String contactKey, Change change) {
        return Csv.line(
                contactKey,
                change.kind().word(),
                change.name(),
                change.channel().map(Json::word).orElse(""),
                change.before().orElse(""),
                change.after().orElse(""),
                change.rule(),
                change.reason());
    }

    private void jsonLines(Context ctx) throws IOException {
        file(ctx, "jsonl", "application/x-ndjson", "", difference -> Json.text(DifferenceJson.of(difference)) + "\n");
    }

    /** Page by page from the store to the client: no more than one page is held. */
    private void file(Context ctx, String ending, String type, String head, Function<Difference, String> form)
            throws IOException {
        Integration integration = Asked.integration(engine, ctx);
        long run = inert(integration, ctx).id();
        DifferenceFilter filter = filter(ctx);
        ctx.contentType(type)
                .header("Content-Disposition", "attachment; filename=\"differences-" + run + "." + ending + "\"");
        OutputStream out = ctx.outputStream();
        out.write(head.getBytes(StandardCharsets.UTF_8));
        List<Difference> page = integration.differences(run, filter, "", MOST);
        while (!page.isEmpty()) {
            for (Difference difference : page) {
                out.write(form.apply(difference).getBytes(StandardCharsets.UTF_8));
            }
            page = integration.differences(
                    run, filter, page.get(page.size() - 1).contactKey(), MOST);
        }
    }

    private static Run inert(Integration integration, Context ctx) {
        Run run = Asked.run(integration, ctx);
        if (!run.kind().isInert()) {
            throw Refusal.notFound("Run " + run.id() + " is of kind "
                    + run.kind().word() + ", which keeps no differences. Only dry runs and backtests do.");
        }
        return run;
    }

    private static DifferenceFilter filter(Context ctx) {
        return new DifferenceFilter(
                text(ctx, "key"), text(ctx, "kind").map(DifferenceRoutes::kind), text(ctx, "attribute"));
    }

    private static Optional<String> text(Context ctx, String name) {
        return Optional.ofNullable(ctx.queryParam(name)).filter(text -> !text.isEmpty());
    }

    private static ChangeKind kind(String word) {
        return Asked.oneOf(ChangeKind.values(), ChangeKind::word, "kind", word);
    }
}
