package dev.kith.web.rest;

import dev.kith.engine.store.Run;
import dev.kith.engine.sync.Engine;
import dev.kith.engine.sync.Integration;
import dev.kith.web.http.Refusal;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds what a request names, or refuses it with words that say what isn't there. */
public final class Asked {
    private Asked() {}

    public static Integration integration(Engine engine, Context ctx) {
        String id = ctx.pathParam("id");
        return engine.integration(id)
                .orElseThrow(() -> Refusal.notFound("There is no integration \"" + id + "\". GET /api/v1/integrations "
                        + "lists them; each is a file in the folder integrations of the home."));
    }

    public static Run run(Integration integration, Context ctx) {
        String text = ctx.pathParam("run");
        OptionalLong id = number(text);
        return (id.isPresent() ? integration.run(id.getAsLong()) : Optional.<Run>empty())
                .orElseThrow(() ->
                        Refusal.notFound("Integration \"" + integration.id() + "\" has no run \"" + text + "\"."));
    }

    /** The way a request came in, for the audit log. It tells people where to look; nobody is trusted for it. */
    static String actor(Context ctx) {
        String agent = ctx.userAgent();
        return agent != null && agent.startsWith("kith-cli") ? "cli" : "rest";
    }

    /** Refuses with everything that is to be corrected before the integration can work. */
    static void requireReady(Integration integration) {
        List<String> problems = integration.problems();
        if (!problems.isEmpty()) {
            throw new Refusal(
                    422,
                    "Integration \"" + integration.id() + "\" has problems; correct them first: "
                            + String.join(" ", problems),
                    Map.of("problems", problems));
        }
    }

    /** A whole number of the query; the fallback when it isn't given. */
    public static long query(Context ctx, String name, long fallback, long least, long most) {
        String text = ctx.queryParam(name);
        if (text == null) {
            return fallback;
        }
        OptionalLong value = number(text);
        if (value.isEmpty() || value.getAsLong() < least || value.getAsLong() > most) {
            throw Refusal.badRequest("\"" + name + "\" must be a whole number from " + least + " to " + most
                    + ", was \"" + text + "\".");
        }
        return value.getAsLong();
    }

    /** How many entries an answer is to have. */
    static int limit(Context ctx, int fallback, int most) {
        return (int) query(ctx, "limit", fallback, 1, most);
    }

    /** How many entries come before those asked for. */
    public static int offset(Context ctx) {
        return (int) query(ctx, "offset", 0, 0, Integer.MAX_VALUE);
    }

    /** The constant that a member or query names by its word; refuses what is missing, or no such word. */
    static <T> T oneOf(T[] all, Function<T, String> word, String name, @Nullable String given) {
        return Arrays.stream(all)
                .filter(one -> word.apply(one).equals(given))
                .findFirst()
                .orElseThrow(() -> Refusal.badRequest("\"" + name + "\" must be one of "
                        + Arrays.stream(all).map(word).collect(Collectors.joining(", "))
                        + (given == null ? "; it is missing." : ", was \"" + given + "\".")));
    }

    static OptionalLong number(String text) {
        return text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }
}
