package dev.kith.web.rest;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.engine.sync.Engine;
import dev.kith.engine.sync.Receipt;
import dev.kith.web.http.Json;
import dev.kith.web.http.Refusal;
import dev.kith.web.http.RequestRules;
import dev.kith.web.http.Route;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Takes what CRMs and audiences tell of. Whoever calls has to prove to be the CRM by what the connector checks, or the
 * audience by its token; for whatever reason that fails, the answer is the same.
 */
public final class WebhookRoutes {
    private static final int LARGEST = 256 << 10;
    private static final CompletableFuture<Receipt> UNKNOWN = CompletableFuture.completedFuture(Receipt.REFUSED);

    private final Engine engine;
    private final RefusalLimit refusals;

    public WebhookRoutes(Engine engine, RefusalLimit refusals) {
        this.engine = requireNonNull(engine, "engine");
        this.refusals = requireNonNull(refusals, "refusals");
    }

    public List<Route> routes() {
        return List.of(
                Route.post(RequestRules.WEBHOOKS + "{id}", this::receive),
                Route.post(RequestRules.WEBHOOKS + "{id}/audience", this::hint));
    }

    private void receive(Context ctx) {
        byte[] body = body(ctx);
        Map<String, List<String>> headers = headers(ctx);
        answer(
                ctx,
                engine.integration(ctx.pathParam("id"))
                        .map(integration -> integration.events().receive(headers, body)));
    }

    /** The token and the profile's key come in the query or as JSON, as the audience's flow can send them. */
    private void hint(Context ctx) {
        JsonNode json = Json.lenient(body(ctx));
        String token = given(ctx, json, "token");
        String profile = given(ctx, json, "profile");
        answer(
                ctx,
                engine.integration(ctx.pathParam("id"))
                        .map(integration -> integration.events().hint(token, profile)));
    }

    private static String given(Context ctx, JsonNode json, String name) {
        String query = ctx.queryParam(name);
        return query == null ? json.path(name).asText() : query;
    }

    private void answer(Context ctx, Optional<CompletableFuture<Receipt>> stored) {
        CompletableFuture<Receipt> receipt = stored.orElse(UNKNOWN);
        ctx.future(() -> receipt.thenAccept(known -> answer(ctx, known)));
    }

    private void answer(Context ctx, Receipt receipt) {
        switch (receipt) {
            case STORED -> {
                ctx.status(202);
                Json.answer(ctx, Map.of("accepted", true));
            }
            case NOT_UNDERSTOOD ->
                throw new Refusal(422, "The call is genuine, but it can't be understood. Nothing was stored.");
            case REFUSED -> throw refused();
        }
    }

    private Refusal refused() {
        return refusals.add()
                ? new Refusal(401, "The call isn't proved to come from who it should. Nothing was stored.")
                : new Refusal(
                        429, "Too many calls that aren't proved to come from who they should. Nothing was stored.");
    }

    /** Bounded before it is read, whoever sends it. */
    private static byte[] body(Context ctx) {
        try (InputStream in = ctx.bodyInputStream()) {
            byte[] body = in.readNBytes(LARGEST + 1);
            if (body.length > LARGEST) {
                throw new Refusal(413, "A webhook call may have " + LARGEST + " bytes at most. Nothing was stored.");
            }
            return body;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, List<String>> headers(Context ctx) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (String name : Collections.list(ctx.req().getHeaderNames())) {
            headers.computeIfAbsent(name.toLowerCase(Locale.ROOT), unused -> new ArrayList<>())
                    .addAll(Collections.list(ctx.req().getHeaders(name)));
        }
        return headers;
    }
}
