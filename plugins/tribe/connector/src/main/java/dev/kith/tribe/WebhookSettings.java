package dev.kith.tribe;

import static java.util.Objects.requireNonNull;

import dev.kith.spi.Settings;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How webhook calls are told from forged ones.
 *
 * @param secrets those an admin copied from Tribe CRM
 * @param token what calls must carry besides, in {@link #TOKEN_HEADER}
 * @param header the header of the signature in lower case; empty when any may hold it
 */
record WebhookSettings(Set<String> secrets, Optional<String> token, Optional<String> header, Signature signature) {
    static final String TOKEN_HEADER = "X-Kith-Token";

    WebhookSettings {
        secrets = Set.copyOf(secrets);
        requireNonNull(token, "token");
        requireNonNull(header, "header");
        requireNonNull(signature, "signature");
    }

    static WebhookSettings of(Settings settings, List<String> problems) {
        return new WebhookSettings(
                Stream.of(settings.optionalText("webhookSecret").orElse("").split("[\\s,]+"))
                        .filter(Predicate.not(String::isEmpty))
                        .collect(Collectors.toUnmodifiableSet()),
                settings.optionalText("webhookToken").map(String::strip).filter(t -> !t.isEmpty()),
                settings.optionalText("webhookHeader")
                        .map(h -> h.strip().toLowerCase(Locale.ROOT))
                        .filter(h -> !h.isEmpty()),
                TribeSettings.word("webhookAlgorithm", settings, Signature.values(), Signature::word, problems));
    }

    /** Without secrets. */
    @Override
    public String toString() {
        return "WebhookSettings[header=" + header + ", signature=" + signature + "]";
    }
}
