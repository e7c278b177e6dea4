package dev.kith.spi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A call that came in on an integration's webhook URL, as it came: nobody has verified or parsed it.
 *
 * @param headers all values by header name; names in lower case
 * @param body the bytes as received; not to be changed
 * @param secrets those that {@link WebhookSource#subscribe} told and the host kept; the connector knows more from its
 *     settings
 */
public record WebhookDelivery(Map<String, List<String>> headers, byte[] body, Set<String> secrets) {
    public WebhookDelivery {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        headers = Map.copyOf(copy);
        secrets = Set.copyOf(secrets);
    }

    /** Without content. */
    @Override
    public String toString() {
        return "WebhookDelivery[" + body.length + " bytes]";
    }
}
