package dev.kith.spi;

import java.util.List;

/** What an audience's profiles can hold. */
public record AudienceDescription(List<Attribute> attributes, List<Subscription> subscriptions, List<Tag> tags)
        implements Description {
    public AudienceDescription {
        attributes = List.copyOf(attributes);
        subscriptions = List.copyOf(subscriptions);
        tags = List.copyOf(tags);
    }
}
