package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.rules.RuleKind;
import dev.kith.engine.rules.RuleSet;
import dev.kith.engine.rules.RuleText;
import dev.kith.engine.store.ListCarrier;
import dev.kith.spi.Attribute;
import dev.kith.spi.Attribute.Purpose;
import dev.kith.spi.AudienceDescription;
import dev.kith.spi.Tag;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the attribute or tag that a list is to have, and says why it can't have it. Pure. */
final class ListChoice {
    private final AudienceDescription audience;
    private final RuleSet rules;

    ListChoice(AudienceDescription audience, RuleSet rules) {
        this.audience = requireNonNull(audience, "audience");
        this.rules = requireNonNull(rules, "rules");
    }

    ListCarrier of(ListRequest asked) throws ListRefused {
        ListCarrier carrier = switch (asked.carrier()) {
            case ATTRIBUTE -> attribute(asked.name());
            case TAG -> tag(asked.name());
        };
        Optional<String> clash = clash(carrier);
        if (clash.isPresent()) {
            throw new ListRefused(clash.get());
        }
        return carrier;
    }

    /** Why a list can't have a carrier as the rules are now: one of them writes to it. */
    Optional<String> clash(ListCarrier carrier) {
        return managedName(carrier, audience, rules.attributes())
                .map(name -> "The attribute \"" + name + "\" is written by a mapping: " + mappings(name)
                        + ". A list needs one of its own: choose another for the list, or remove the mapping.");
    }

    /** The name by which mappings write to a carrier; empty when none does. */
    private static Optional<String> managedName(
            ListCarrier carrier, AudienceDescription audience, Set<String> attributes) {
        return audience.attributes().stream()
                .filter(attribute -> carrier.type() == ListCarrier.Type.ATTRIBUTE
                        && attribute.id().equals(carrier.id())
                        && attributes.contains(attribute.name()))
                .map(Attribute::name)
                .findFirst();
    }

    private String mappings(String attribute) {
        return rules.rules().stream()
                .filter(rule -> rule.kind() == RuleKind.MAPPING && rule.text().contains("\"" + attribute + "\""))
                .map(ListChoice::place)
                .collect(Collectors.joining(", "));
    }

    private static String place(RuleText rule) {
        return "rule \"" + rule.name() + "\" (" + rule.file() + ", line " + rule.line() + ")";
    }

    private ListCarrier attribute(String name) throws ListRefused {
        List<Attribute> fit = fit(audience);
        return fit.stream()
                .filter(attribute -> attribute.name().equals(name))
                .map(attribute -> new ListCarrier(ListCarrier.Type.ATTRIBUTE, attribute.id()))
                .findFirst()
                .orElseThrow(() -> new ListRefused("The audience has no True/False attribute \"" + name
                        + "\" that can be written. "
                        + has(fit.stream().map(Attribute::name).toList())));
    }

    /** Attributes by which a membership can be told. */
    static List<Attribute> fit(AudienceDescription audience) {
        return audience.attributes().stream()
                .filter(a -> a.type() == Attribute.Type.BOOLEAN && a.purpose() == Purpose.MAPPED && a.writable())
                .toList();
    }

    private ListCarrier tag(String name) throws ListRefused {
        return audience.tags().stream()
                .filter(tag -> tag.name().equals(name))
                .map(tag -> new ListCarrier(ListCarrier.Type.TAG, tag.id()))
                .findFirst()
                .orElseThrow(() -> new ListRefused("The audience has no tag \"" + name + "\". "
                        + has(audience.tags().stream().map(Tag::name).toList())));
    }

    private static String has(List<String> names) {
        return names.isEmpty()
                ? "It has none at all; make one there first."
                : "It has: " + names.stream().sorted().collect(Collectors.joining(", ")) + ".";
    }
}
