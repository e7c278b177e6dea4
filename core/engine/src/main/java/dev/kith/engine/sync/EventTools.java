package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.rules.Decision;
import dev.kith.spi.Contact;
import dev.kith.spi.ContactLookup;
import dev.kith.spi.ContactSource;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What events are read, decided and delivered with.
 *
 * @param managed what the rule set manages
 * @param labelLists key of the saved list by the name of each label that stands for a consent
 */
record EventTools(
        ContactLookup lookup,
        ContactSource source,
        Function<Contact, Decision> rules,
        Managed managed,
        Planner planner,
        Audience audience,
        Delivery delivery,
        Map<String, String> labelLists) {
    EventTools {
        requireNonNull(lookup, "lookup");
        requireNonNull(source, "source");
        requireNonNull(rules, "rules");
        requireNonNull(managed, "managed");
        requireNonNull(planner, "planner");
        requireNonNull(audience, "audience");
        requireNonNull(delivery, "delivery");
        labelLists = Map.copyOf(labelLists);
    }

    /** The labels that stand for consents. */
    Set<String> labels() {
        return managed.consents().values().stream().flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
    }

    /** What is needed to say which labels an opt-out takes off. */
    LabelsOwed labelsOwed() {
        return LabelsOwed.of(managed, audience);
    }
}
