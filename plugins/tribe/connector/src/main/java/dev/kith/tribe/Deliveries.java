package dev.kith.tribe;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.Notice;
import dev.kith.spi.Subject;
import dev.kith.spi.WebhookDelivery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Verifies webhook calls over their raw bytes and finds the ids in them, in every shape they are thought to have (T27). */
final class Deliveries {
    private static final Pattern KIND = Pattern.compile("(?:Entity|Relationship)(Creation|Update|Deletion)Mutation");

    private final WebhookSettings settings;
    private final System.Logger logger;

    Deliveries(WebhookSettings settings, System.Logger logger) {
        this.settings = requireNonNull(settings, "settings");
        this.logger = requireNonNull(logger, "logger");
    }

    Optional<List<Notice>> receive(WebhookDelivery delivery) {
        return hasToken(delivery) && isSigned(delivery) ? Optional.of(notices(delivery.body())) : Optional.empty();
    }

    private boolean hasToken(WebhookDelivery delivery) {
        return settings.token().isEmpty()
                || values(delivery, WebhookSettings.TOKEN_HEADER.toLowerCase(Locale.ROOT)).stream()
                        .anyMatch(value -> same(value, settings.token().get()));
    }

    /**
     * Which header holds the signature isn't known (T33): without a setting any may, since it proves itself. Only what is
     * as long as a signature is compared, so that a call without any costs nothing.
     */
    private boolean isSigned(WebhookDelivery delivery) {
        Set<String> headers =
                settings.header().map(Set::of).orElse(delivery.headers().keySet());
        List<String> carrying = headers.stream()
                .filter(header -> values(delivery, header).stream().anyMatch(Deliveries::mayBeSignature))
                .toList();
        if (carrying.isEmpty()) {
            return false;
        }
        Set<String> secrets = new LinkedHashSet<>(settings.secrets());
        secrets.addAll(delivery.secrets());
        return secrets.stream()
                .map(secret -> settings.signature().of(secret, delivery.body()))
                .anyMatch(expected -> carrying.stream().anyMatch(header -> holds(delivery, header, expected)));
    }

    private static boolean mayBeSignature(String value) {
        return value.strip().length() == Signature.LENGTH;
    }

    private boolean holds(WebhookDelivery delivery, String header, String expected) {
        boolean held = values(delivery, header).stream().anyMatch(value -> same(value, expected));
        if (held && settings.header().isEmpty()) {
            logger.log(
                    System.Logger.Level.DEBUG,
                    "Tribe CRM: the signature of a webhook call was in the header {0}. Name it in the setting"
                            + " webhookHeader.",
                    header);
        }
        return held;
    }

    private static List<String> values(WebhookDelivery delivery, String header) {
        return delivery.headers().getOrDefault(header, List.of());
    }

    private static boolean same(String a, String b) {
        return MessageDigest.isEqual(a.strip().getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Notice> notices(byte[] body) {
        JsonNode payload = json(body).path("payload");
        Set<Notice> notices = new LinkedHashSet<>();
        for (JsonNode one : payload.isArray() ? payload : List.of(payload)) {
            add(one, kind(one.path("type").asText("")), notices);
            for (Map.Entry<String, JsonNode> member : one.properties()) {
                if (member.getValue().isObject()) {
                    add(member.getValue(), kind(member.getKey()), notices);
                }
            }
        }
        return new ArrayList<>(notices);
    }

    private static JsonNode json(byte[] body) {
        try {
            JsonNode json = Json.MAPPER.readTree(body);
            if (json.isObject()) {
                return json;
            }
        } catch (JsonProcessingException e) {
            // Answered below; its message quotes the body.
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        throw new ConnectorException(
                ConnectorException.Kind.REJECTED,
                "Tribe CRM: a webhook call can't be understood: its body is no JSON object. Look at the webhook's page"
                        + " in Tribe CRM.");
    }

    private static void add(JsonNode said, Optional<Notice.Kind> named, Set<Notice> notices) {
        Notice.Kind kind = named.or(() -> kind(said.path("type").asText(""))).orElse(Notice.Kind.UNKNOWN);
        // Of a link that came or went, its ends are still there (T26).
        boolean link = said.has("relationshipId") && kind != Notice.Kind.UNKNOWN;
        Notice.Kind ofEntity = link ? Notice.Kind.UPDATED : kind;
        for (Map.Entry<String, JsonNode> member : said.properties()) {
            String name = member.getKey();
            boolean itself = name.equals("entityId");
            if (itself || name.endsWith("EntityId")) {
                Optional<String> type = itself ? Values.text(said.path("entityType")) : Optional.empty();
                Values.text(member.getValue())
                        .map(id -> new Subject(type.map(Types::dotted).orElse(Subjects.ENTITY), id))
                        .ifPresent(subject -> notices.add(new Notice(subject, ofEntity)));
            }
        }
        Values.text(said.path("relationshipId"))
                .map(id -> new Subject(Subjects.RELATIONSHIP, id))
                .ifPresent(subject -> notices.add(new Notice(subject, kind)));
    }

    private static Optional<Notice.Kind> kind(String name) {
        Matcher matcher = KIND.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (matcher.group(1)) {
                    case "Creation" -> Notice.Kind.CREATED;
                    case "Update" -> Notice.Kind.UPDATED;
                    default -> Notice.Kind.DELETED;
                });
    }
}
