package dev.kith.testkit.contract;

import dev.kith.spi.ConsentWriter;
import dev.kith.spi.LabelResult;
import dev.kith.spi.LabelResult.Outcome;
import dev.kith.spi.LabelWrite;
import dev.kith.spi.Notice;
import dev.kith.spi.Subject;
import dev.kith.spi.Webhook;
import dev.kith.spi.WebhookDelivery;
import dev.kith.spi.WebhookSource;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Does what the SPI promises of a CRM's connector, but for its flaw. */
final class ListedConnector extends ListedReading implements ConsentWriter, WebhookSource {

    ListedConnector(ListedCrm crm, Asking asking) {
        super(crm, asking);
    }

    @Override
    public List<LabelResult> write(LabelWrite write) {
        asking.ask();
        Set<String> labels = crm.labels(write.contactKey());
        if (asking.has(Flaw.REPLACES_LABELS)) {
            labels.retainAll(write.add());
        }
        List<LabelResult> results = new ArrayList<>();
        boolean real = !asking.has(Flaw.LABELS_IN_WORDS_ONLY);
        write.add().forEach(id -> results.add(result(write, id, real ? labels.add(id) : !labels.contains(id))));
        if (!asking.has(Flaw.ANSWERS_FOR_ADDED_LABELS_ONLY)) {
            write.remove().forEach(id -> results.add(result(write, id, labels.remove(id))));
        }
        return results;
    }

    private LabelResult result(LabelWrite write, String label, boolean changed) {
        boolean there = crm.names.containsKey(write.contactKey()) || asking.has(Flaw.LABELS_NOBODY);
        return new LabelResult(label, !there ? Outcome.NO_CONTACT : changed ? Outcome.WRITTEN : Outcome.ALREADY, "");
    }

    @Override
    public List<Webhook> subscribe(URI target, Map<String, String> headers) {
        asking.ask();
        if (!crm.targets.containsValue(target.toString()) || asking.has(Flaw.SUBSCRIBES_TWICE)) {
            crm.targets.put("w" + crm.targets.size(), target.toString());
        }
        return webhooks();
    }

    @Override
    public List<Webhook> webhooks() {
        return crm.targets.entrySet().stream()
                .map(hook -> new Webhook(hook.getKey(), hook.getValue(), "", Optional.empty()))
                .toList();
    }

    @Override
    public void unsubscribe(String id) {
        asking.ask();
        crm.targets.remove(id);
    }

    @Override
    public Optional<List<Notice>> receive(WebhookDelivery delivery) {
        if (asking.has(Flaw.CALLS_WHEN_IT_RECEIVES)) {
            asking.ask();
        }
        List<String> signatures = delivery.headers().getOrDefault("signature", List.of());
        boolean proved = delivery.secrets().stream()
                .anyMatch(secret -> signatures.contains(ListedCrm.signature(secret, delivery.body())));
        boolean believed = asking.has(Flaw.BELIEVES_ANYBODY)
                || (asking.has(Flaw.BELIEVES_WITHOUT_SECRETS)
                        && delivery.secrets().isEmpty());
        Subject subject = new Subject("contact", new String(delivery.body(), StandardCharsets.ISO_8859_1));
        return proved || believed ? Optional.of(List.of(new Notice(subject, Notice.Kind.UPDATED))) : Optional.empty();
    }
}
