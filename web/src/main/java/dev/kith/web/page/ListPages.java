package dev.kith.web.page;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.ListCarrier;
import dev.kith.engine.store.ListKind;
import dev.kith.engine.sync.Engine;
import dev.kith.engine.sync.Integration;
import dev.kith.engine.sync.ListRefused;
import dev.kith.engine.sync.ListRequest;
import dev.kith.spi.ConnectorException;
import dev.kith.web.http.Json;
import dev.kith.web.http.Refusal;
import dev.kith.web.http.Route;
import dev.kith.web.rest.Asked;
import dev.kith.web.rest.RunStarts;
import io.javalin.http.Context;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The part of the page that shows saved lists, and the clicks on it. */
final class ListPages {
    private static final String LISTS = "/integrations/{id}/lists";
    private static final String ACTOR = "page";

    private final Engine engine;
    private final RunStarts starts;
    private final Clock clock;
    private final Templates templates;

    ListPages(Engine engine, RunStarts starts, Clock clock, Templates templates) {
        this.engine = requireNonNull(engine, "engine");
        this.starts = requireNonNull(starts, "starts");
        this.clock = requireNonNull(clock, "clock");
        this.templates = requireNonNull(templates, "templates");
    }

    List<Route> routes() {
        return List.of(
                Route.get(LISTS, this::lists),
                Route.post(LISTS, this::configure),
                Route.get(LISTS + "/offer", this::offer),
                Route.post(LISTS + "/import", this::start));
    }

    ListsView view(Integration integration) {
        return ListsView.of(integration, "", clock.instant());
    }

    private void lists(Context ctx) {
        answer(ctx, Asked.integration(engine, ctx), "");
    }

    /** What can be configured; asked for when a person opens the form, since both systems are asked then. */
    private void offer(Context ctx) {
        Integration integration = Asked.integration(engine, ctx);
        Pages.answer(ctx, templates.page("fragment/list-offer", Map.of("offer", offer(integration))));
    }

    private static OfferView offer(Integration integration) {
        if (!integration.problems().isEmpty()) {
            return OfferView.none(integration, "The problems above have to be corrected first.");
        }
        try {
            return OfferView.of(integration, integration.lists().offer());
        } catch (ConnectorException e) {
            return OfferView.none(integration, String.valueOf(e.getMessage()));
        }
    }

    /**
     * A body of the page's own script.
     *
     * @param carrier such as {@code tag:Key account}
     * @param when {@code by-hand}, {@code each-morning}, {@code in-step} or {@code off}
     */
    record Configuration(
            @Nullable String list,
            @Nullable String carrier,
            @Nullable String when) {}

    private void configure(Context ctx) {
        Integration integration = Asked.integration(engine, ctx);
        Configuration asked = Json.body(ctx, Configuration.class);
        answer(ctx, integration, configured(integration, asked));
    }

    /** Returns what keeps it from being done; empty when it is. */
    private static String configured(Integration integration, Configuration asked) {
        String key = String.valueOf(asked.list());
        try {
            boolean known = "off".equals(asked.when())
                    ? integration.lists().switchOff(key, ACTOR).isPresent()
                    : integration.lists().configure(key, request(asked), ACTOR).isPresent();
            return known ? "" : "The CRM has no such list any more. Open the form again.";
        } catch (ListRefused | ConnectorException e) {
            return String.valueOf(e.getMessage());
        } catch (Refusal e) {
            return e.detail();
        }
    }

    private static ListRequest request(Configuration asked) {
        String carrier = String.valueOf(asked.carrier());
        int colon = carrier.indexOf(':');
        if (colon < 0) {
            throw Refusal.badRequest("Choose what the members get.");
        }
        ListCarrier.Type type = carrier.substring(0, colon).equals(ListCarrier.Type.TAG.word())
                ? ListCarrier.Type.TAG
                : ListCarrier.Type.ATTRIBUTE;
        return new ListRequest(
                "in-step".equals(asked.when()) ? ListKind.SELECTION : ListKind.OVERVIEW,
                type,
                carrier.substring(colon + 1),
                "each-morning".equals(asked.when()));
    }

    /** A body of the page's own script: the key of a list. */
    record Import(@Nullable String list) {}

    private void start(Context ctx) {
        Integration integration = Asked.integration(engine, ctx);
        Import asked = Json.body(ctx, Import.class);
        String note = "";
        try {
            starts.startImport(integration, String.valueOf(asked.list()));
        } catch (Refusal e) {
            note = e.detail();
        }
        answer(ctx, integration, note);
    }

    private void answer(Context ctx, Integration integration, String note) {
        Pages.answer(
                ctx,
                templates.page("fragment/lists", Map.of("lists", ListsView.of(integration, note, clock.instant()))));
    }
}
