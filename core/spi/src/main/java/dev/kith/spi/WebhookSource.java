package dev.kith.spi;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the CRM tell of changes as they happen. Implemented by CRM connectors that can. */
public interface WebhookSource {
    /**
     * Registers every webhook that is needed and not there yet for this target. Blocks. Called when an admin sets up real
     * time, and again after a failure: what was registered before stays.
     *
     * @param target the URL to call; https, unless the CRM takes http
     * @param headers what the CRM shall send with each call besides, such as a random token. Only new webhooks get them
     * @return those for this target, old and new
     * @throws ConnectorException CONFIG or AUTH when the CRM refuses; some may be registered then
     */
    List<Webhook> subscribe(URI target, Map<String, String> headers);

    /** Every webhook that the CRM shows to these credentials, also those of others. Blocks. */
    List<Webhook> webhooks();

    /** Removes a webhook. Blocks. One that isn't there counts as done. */
    void unsubscribe(String id);

    /**
     * Verifies a delivery over its raw bytes, then reads it. Called on the thread of the HTTP request, by many at once;
     * must neither block nor call out. Signatures are compared in constant time.
     *
     * @return empty when it isn't proved that the CRM sent this, also when no secret is known at all. A list without
     *     entries when it is genuine but about nothing that contacts depend on
     * @throws ConnectorException REJECTED when it is genuine but can't be understood
     */
    Optional<List<Notice>> receive(WebhookDelivery delivery);
}
