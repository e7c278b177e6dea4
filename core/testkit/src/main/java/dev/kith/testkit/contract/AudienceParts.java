package dev.kith.testkit.contract;

import dev.kith.spi.Attribute;
import dev.kith.spi.Attribute.Purpose;
import dev.kith.spi.AudienceDescription;
import dev.kith.spi.Channel;
import dev.kith.spi.ConsentChange;
import dev.kith.spi.ConsentState;
import dev.kith.spi.Subscription;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Parts of writes that fit an audience, made out of its description. */
final class AudienceParts {
    private final AudienceDescription description;

    AudienceParts(AudienceDescription description) {
        this.description = description;
    }

    /** The id of the attribute that holds the address. */
    String email() {
        return description.attributes().stream()
                .filter(a -> a.purpose() == Purpose.EMAIL)
                .map(Attribute::id)
                .findFirst()
                .orElseThrow(() -> new AssertionError("No attribute has the purpose EMAIL"));
    }

    /** Attributes that rules may set and clear. */
    List<Attribute> mapped() {
        return description.attributes().stream()
                .filter(a -> a.purpose() == Purpose.MAPPED && a.writable())
                .toList();
    }

    /** A text attribute that rules may set and clear. */
    String text() {
        return mapped().stream()
                .filter(a -> a.type() == Attribute.Type.TEXT)
                .map(Attribute::id)
                .findFirst()
                .orElseThrow(() -> new AssertionError("No text attribute is mapped by rules"));
    }

    /** Subscriptions that can be sent by email, two at least. */
    List<String> subscriptions() {
        List<String> ids = description.subscriptions().stream()
                .filter(s -> s.channels().contains(Channel.EMAIL))
                .map(Subscription::id)
                .toList();
        if (ids.size() < 2) {
            throw new AssertionError("The tested audience needs two subscriptions by email, it has " + ids);
        }
        return ids;
    }

    /** A value for each attribute that rules may set. */
    Map<String, Object> values(int n) {
        Map<String, Object> values = new LinkedHashMap<>();
        mapped().forEach(attribute -> values.put(attribute.id(), value(attribute.type(), n)));
        return values;
    }

    /** A value for each attribute that is a key and set by rules, such as a mobile number. */
    Map<String, Object> keys() {
        Map<String, Object> keys = new LinkedHashMap<>();
        description.attributes().stream()
                .filter(a -> a.purpose() == Purpose.MAPPED_KEY && a.writable())
                .forEach(a -> keys.put(a.id(), a.type() == Attribute.Type.INTEGER ? 31612345678L : "key1"));
        return keys;
    }

    private static Object value(Attribute.Type type, int n) {
        return switch (type) {
            case TEXT -> "Äs, \"" + n + "\"; ok";
            case INTEGER -> 40L + n;
            case DECIMAL -> new BigDecimal("12.5").add(BigDecimal.valueOf(n));
            case BOOLEAN -> n % 2 == 0;
            case DATE -> LocalDate.of(1980, 2, 29).plusDays(n);
            case TIMESTAMP -> Instant.parse("2024-01-31T10:00:00Z").plusSeconds(n);
        };
    }

    static String address(String profileKey) {
        return profileKey + "@contract.example";
    }

    static ConsentChange optIn(String subscription) {
        return optIn(subscription, Optional.empty());
    }

    static ConsentChange optIn(String subscription, Optional<Instant> overrides) {
        return new ConsentChange(subscription, Channel.EMAIL, ConsentChange.Type.OPT_IN, "Label in the CRM", overrides);
    }

    static ConsentChange optOut(String subscription) {
        return new ConsentChange(
                subscription, Channel.EMAIL, ConsentChange.Type.OPT_OUT, "Label gone in the CRM", Optional.empty());
    }

    /** Whether each consent is granted, by subscription and channel. */
    static Map<String, Boolean> granted(List<ConsentState> states) {
        return states.stream()
                .collect(Collectors.toMap(s -> s.subscription() + " " + s.channel(), ConsentState::granted));
    }

    static String place(String subscription) {
        return subscription + " " + Channel.EMAIL;
    }
}
