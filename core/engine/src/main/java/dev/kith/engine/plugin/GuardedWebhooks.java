package dev.kith.engine.plugin;

import static java.util.Objects.requireNonNull;

import dev.kith.spi.Notice;
import dev.kith.spi.Webhook;
import dev.kith.spi.WebhookDelivery;
import dev.kith.spi.WebhookSource;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A plugin's {@link WebhookSource} behind {@link PluginCall}. */
final class GuardedWebhooks implements WebhookSource {
    private final PluginCall call;
    private final WebhookSource source;

    GuardedWebhooks(PluginCall call, WebhookSource source) {
        this.call = requireNonNull(call, "call");
        this.source = requireNonNull(source, "source");
    }

    @Override
    public List<Webhook> subscribe(URI target, Map<String, String> headers) {
        return call.list("subscribe", () -> source.subscribe(target, Map.copyOf(headers)));
    }

    @Override
    public List<Webhook> webhooks() {
        return call.list("webhooks", source::webhooks);
    }

    @Override
    public void unsubscribe(String id) {
        call.run("unsubscribe", () -> source.unsubscribe(id));
    }

    @Override
    public Optional<List<Notice>> receive(WebhookDelivery delivery) {
        Optional<List<Notice>> notices = call.call("receive", () -> source.receive(delivery));
        return call.call("receive", () -> notices.map(List::copyOf));
    }
}
