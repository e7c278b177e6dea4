package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.home.IntegrationSettings;
import dev.kith.engine.home.WebhookSecrets;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.Webhook;
import dev.kith.spi.WebhookSource;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Registers an integration's webhooks in the CRM, removes them, and says when they are missing. Blocks on the CRM, one after
 * the other.
 */
final class Hooks {
    private final IntegrationSettings settings;
    private final Supplier<Optional<WebhookSource>> source;
    private final WebhookSecrets secrets;

    Hooks(IntegrationSettings settings, Supplier<Optional<WebhookSource>> source, WebhookSecrets secrets) {
        this.settings = requireNonNull(settings, "settings");
        this.source = requireNonNull(source, "source");
        this.secrets = requireNonNull(secrets, "secrets");
    }

    /** Whether the CRM should call. */
    boolean expected() {
        return source.get().isPresent() && target().isPresent();
    }

    /** Those the CRM told when webhooks were registered. */
    Set<String> secrets() {
        return secrets.all();
    }

    /**
     * Registers what is missing; nothing without an address, or when the CRM has no webhooks.
     *
     * @throws ConnectorException when the CRM refuses
     */
    synchronized void register() {
        Optional<WebhookSource> crm = source.get();
        Optional<URI> target = target();
        if (crm.isPresent() && target.isPresent()) {
            List<Webhook> registered = crm.get().subscribe(target.get(), Map.of());
            secrets.add(registered.stream()
                    .flatMap(webhook -> webhook.secret().stream())
                    .toList());
        }
    }

    /**
     * Removes those for this server's address.
     *
     * @throws ConnectorException when the CRM refuses
     */
    synchronized void remove() {
        Optional<WebhookSource> crm = source.get();
        Optional<URI> target = target();
        if (crm.isPresent() && target.isPresent()) {
            registered(crm.get(), target.get()).forEach(webhook -> crm.get().unsubscribe(webhook.id()));
            secrets.clear();
        }
    }

    /** What is wrong with the webhooks, in words; empty when nothing is, or none are wanted. */
    List<String> problems() {
        Optional<WebhookSource> crm = source.get();
        Optional<URI> target = target();
        if (crm.isEmpty() || target.isEmpty()) {
            return List.of();
        }
        try {
            return registered(crm.get(), target.get()).isEmpty()
                    ? List.of("Integration \"" + settings.id() + "\": the CRM has no webhook for " + target.get()
                            + ", so changes arrive late. Enable the integration again to register them.")
                    : List.of();
        } catch (ConnectorException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    private static List<Webhook> registered(WebhookSource crm, URI target) {
        return crm.webhooks().stream()
                .filter(webhook -> webhook.target().equals(target.toString()))
                .toList();
    }

    private Optional<URI> target() {
        return settings.events().address().map(address -> URI.create(address + "/webhooks/" + settings.id()));
    }
}
