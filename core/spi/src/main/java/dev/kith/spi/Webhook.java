package dev.kith.spi;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A webhook registered in the CRM.
 *
 * @param id the CRM's id
 * @param target the URL that the CRM calls, as it tells it
 * @param topic what it tells of, in the CRM's words; empty when the CRM doesn't say
 * @param secret what deliveries are signed with, if the CRM just told it; to be kept like any secret, and given to {@link
 *     WebhookSource#receive}. Empty when an admin must copy it into the settings
 */
public record Webhook(String id, String target, String topic, Optional<String> secret) {
    public Webhook {
        requireNonNull(id, "id");
        requireNonNull(target, "target");
        requireNonNull(topic, "topic");
        requireNonNull(secret, "secret");
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "Webhook[id=" + id + ", target=" + target + ", topic=" + topic + "]";
    }
}
