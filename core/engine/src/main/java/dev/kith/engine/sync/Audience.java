package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.rules.ManagedConsent;
import dev.kith.engine.store.ConsentKey;
import dev.kith.spi.Attribute;
import dev.kith.spi.Attribute.Purpose;
import dev.kith.spi.AudienceDescription;
import dev.kith.spi.Channel;
import dev.kith.spi.Subscription;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The names rules use, resolved to what the audience has. Two attributes of one name: the first stands. */
final class Audience {
    private final Map<String, Attribute> attributes;
    private final Map<String, Attribute> attributesById;
    private final Map<String, Subscription> subscriptions;
    private final Map<String, Subscription> subscriptionsById;

    Audience(AudienceDescription description) {
        attributes = description.attributes().stream()
                .collect(Collectors.toMap(Attribute::name, Function.identity(), (first, next) -> first));
        attributesById =
                description.attributes().stream().collect(Collectors.toMap(Attribute::id, Function.identity()));
        subscriptions = description.subscriptions().stream()
                .collect(Collectors.toMap(Subscription::name, Function.identity(), (first, next) -> first));
        subscriptionsById =
                description.subscriptions().stream().collect(Collectors.toMap(Subscription::id, Function.identity()));
    }

    /** The attribute of this name, which the check before the run has found to exist. */
    Attribute attribute(String name) {
        return requireNonNull(attributes.get(name), name);
    }

    /** The name people know an attribute by; its id when the audience has it no more. */
    String nameOf(String attributeId) {
        Attribute attribute = attributesById.get(attributeId);
        return attribute == null ? attributeId : attribute.name();
    }

    /** The name people know a subscription by; its id when the audience has it no more. */
    String nameOf(ConsentKey consent) {
        Subscription subscription = subscriptionsById.get(consent.subscription());
        return subscription == null ? consent.subscription() : subscription.name();
    }

    /** Whether profiles are found by this attribute, so that a value can belong to one only. */
    boolean isKey(String attributeId) {
        Attribute attribute = attributesById.get(attributeId);
        return attribute != null && (attribute.purpose() == Purpose.EMAIL || attribute.purpose() == Purpose.MAPPED_KEY);
    }

    Optional<Attribute> filledByHost(Purpose purpose) {
        return first(purpose);
    }

    private Optional<Attribute> first(Purpose purpose) {
        return attributesById.values().stream()
                .filter(a -> a.purpose() == purpose)
                .findFirst();
    }

    /** The attribute that holds the address of a channel. */
    Optional<Attribute> address(Channel channel) {
        return first(
                switch (channel) {
                    case EMAIL -> Purpose.EMAIL;
                    case SMS -> Purpose.MAPPED_KEY;
                });
    }

    ConsentKey consent(ManagedConsent managed) {
        return new ConsentKey(
                requireNonNull(subscriptions.get(managed.subscription()), managed.subscription())
                        .id(),
                managed.channel());
    }
}
