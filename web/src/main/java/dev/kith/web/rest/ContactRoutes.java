package dev.kith.web.rest;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.ConsentKey;
import dev.kith.engine.store.ForgetRefused;
import dev.kith.engine.store.Forgotten;
import dev.kith.engine.store.LeftOut;
import dev.kith.engine.store.Link;
import dev.kith.engine.store.LinkConsent;
import dev.kith.engine.sync.ContactExplanation;
import dev.kith.engine.sync.Engine;
import dev.kith.engine.sync.Integration;
import dev.kith.web.http.Json;
import dev.kith.web.http.Refusal;
import dev.kith.web.http.Route;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One contact: what Kith remembers of it, without values; and, with them, why the rules decide as they do. */
public final class ContactRoutes {
    private static final String CONTACT = "/api/v1/integrations/{id}/contacts/{key}";

    private static final int LONGEST_REASON = 500;

    private final Engine engine;

    public ContactRoutes(Engine engine) {
        this.engine = requireNonNull(engine, "engine");
    }

    public List<Route> routes() {
        return List.of(
                Route.get(CONTACT, this::show),
                Route.post(CONTACT + "/explain", this::explain),
                Route.post(CONTACT + "/forget", this::forget));
    }

    /**
     * A link as REST shows it.
     *
     * @param delivered ids of the attributes the profile has from us
     * @param leftOut ids of the attributes left out on purpose, with the reason
     */
    record LinkJson(
            String contactKey,
            boolean profile,
            boolean createdByKith,
            boolean inScope,
            List<String> delivered,
            Map<String, String> leftOut,
            List<ConsentJson> consents,
            boolean dirty,
            String ruleSetVersion,
            long lastSeenRun) {
        LinkJson {
            delivered = List.copyOf(delivered);
            consents = List.copyOf(consents);
        }

        static LinkJson of(Link link) {
            Map<String, String> leftOut = new LinkedHashMap<>();
            link.leftOut().forEach((String id, LeftOut out) -> leftOut.put(id, out.reason()));
            return new LinkJson(
                    link.contactKey(),
                    link.profile(),
                    link.createdHere(),
                    link.inScope(),
                    List.copyOf(link.delivered().keySet()),
                    leftOut,
                    link.consents().entrySet().stream()
                            .map(entry -> ConsentJson.of(entry.getKey(), entry.getValue()))
                            .toList(),
                    link.dirty(),
                    link.ruleSetVersion(),
                    link.lastSeenRun());
        }
    }

    record ConsentJson(
            String subscription,
            String channel,
            boolean granted,
            @Nullable String optedOutAt,
            @Nullable String labelAbsentAt) {
        static ConsentJson of(ConsentKey key, LinkConsent consent) {
            return new ConsentJson(
                    key.subscription(),
                    Json.word(key.channel()),
                    consent.granted(),
                    consent.optedOutAt().map(Instant::toString).orElse(null),
                    consent.labelAbsentAt().map(Instant::toString).orElse(null));
        }
    }

    /** The body of an explain; {@code rules} names other rules than the active ones. */
    record Explain(@Nullable String rules) {}

    private void explain(Context ctx) {
        Integration integration = Asked.integration(engine, ctx);
        String key = ctx.pathParam("key");
        String rules = Json.body(ctx, Explain.class).rules();
        Asked.requireReady(integration);
        ContactExplanation explanation = Answers.of(() -> rules == null
                        ? integration.explain(key)
                        : integration.explain(key, integration.rulesNamed(rules)))
                .orElseThrow(
                        () -> Refusal.notFound("The CRM of integration \"" + integration.id() + "\" shows no contact \""
                                + key + "\". It may be deleted, or hidden from the connector's user."));
        Json.answer(ctx, ExplanationJson.of(explanation));
    }

    /** The body of a forget; the reason goes to the audit log. */
    record Forget(@Nullable String reason) {}

    private void forget(Context ctx) {
        Integration integration = Asked.integration(engine, ctx);
        String reason = Json.body(ctx, Forget.class).reason();
        if (reason != null && reason.length() > LONGEST_REASON) {
            throw Refusal.badRequest("\"reason\" may have " + LONGEST_REASON + " characters.");
        }
        try {
            Forgotten forgotten = integration
                    .forget(ctx.pathParam("key"), Asked.actor(ctx), reason == null ? "" : reason)
                    .orElseThrow(() -> Refusal.notFound(
                            "Integration \"" + integration.id() + "\" knows nothing of such a contact."));
            Json.answer(ctx, forgotten);
        } catch (ForgetRefused e) {
            throw new Refusal(409, String.valueOf(e.getMessage()));
        }
    }

    private void show(Context ctx) {
        Integration integration = Asked.integration(engine, ctx);
        String key = ctx.pathParam("key");
        Link link = integration
                .link(key)
                .orElseThrow(() -> Refusal.notFound(
                        "Integration \"" + integration.id() + "\" hasn't seen a contact \"" + key + "\" yet."));
        Json.answer(ctx, LinkJson.of(link));
    }
}
