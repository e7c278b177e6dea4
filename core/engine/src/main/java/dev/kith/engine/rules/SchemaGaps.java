package dev.kith.engine.rules;

import dev.kith.spi.Attribute;
import dev.kith.spi.CrmField;
import dev.kith.spi.Subscription;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares what rules use with what the two systems offer now. */
final class SchemaGaps {

    private static final String MEND = " Bring it back there, or run \"kith rules schema\" and change the rule.";

    private final Schema known;
    private final Schema live;
    private final Set<String> gaps = new LinkedHashSet<>();

    private SchemaGaps(Schema known, Schema live) {
        this.known = known;
        this.live = live;
    }

    static List<String> find(Schema known, Schema live, List<RuleText> rules, Map<RuleText, Uses> uses) {
        SchemaGaps search = new SchemaGaps(known, live);
        for (RuleText rule : rules) {
            Uses use = uses.get(rule);
            if (use != null) {
                search.compare(use, " It is used in " + rule.file() + ", rule \"" + rule.name() + "\"." + MEND);
            }
        }
        return new ArrayList<>(search.gaps);
    }

    private void compare(Uses use, String where) {
        use.properties().stream()
                .sorted()
                .map(known::property)
                .flatMap(Optional::stream)
                .forEach(property -> known.field(property.field()).ifPresent(field -> field(field, where)));
        use.labels().stream().sorted().forEach(label -> label(label, where));
        use.attributes().stream().sorted().forEach(attribute -> attribute(attribute, where));
        use.consents().forEach(consent -> consent(consent, where));
    }

    private void field(CrmField used, String where) {
        Optional<CrmField> now = live.field(used.name());
        if (now.isEmpty()) {
            gaps.add("The CRM no longer has the field \"" + used.name() + "\" (" + used.title() + ")." + where);
        } else if (now.get().type() != used.type()) {
            gaps.add("The CRM's field \"" + used.name() + "\" (" + used.title() + ") was " + used.type()
                    + " and is now " + now.get().type() + "." + where);
        }
    }

    private void label(String name, String where) {
        // A label that is only deactivated is not gone: its consents are to be withdrawn.
        if (live.label(name).isEmpty()) {
            gaps.add("The CRM no longer has the opt-in label \"" + name + "\"." + where);
        }
    }

    private void attribute(String name, String where) {
        Optional<Attribute> now = live.attribute(name);
        Optional<Attribute> used = known.attribute(name);
        if (now.isEmpty()) {
            gaps.add("The audience no longer has the attribute \"" + name + "\"." + where);
        } else if (used.isPresent() && used.get().type() != now.get().type()) {
            gaps.add("The audience's attribute \"" + name + "\" was "
                    + used.get().type() + " and is now " + now.get().type() + "." + where);
        } else if (!now.get().writable()) {
            gaps.add("The audience's attribute \"" + name + "\" can no longer be written." + where);
        } else if (used.isPresent() && !used.get().id().equals(now.get().id())) {
            gaps.add("The audience's attribute \"" + name + "\" is now another one of the same name (its id was "
                    + used.get().id() + " and is " + now.get().id() + ")." + where);
        }
    }

    private void consent(ManagedConsent consent, String where) {
        String name = consent.subscription();
        Optional<Subscription> now = live.subscription(name);
        if (now.isEmpty()) {
            gaps.add("The audience no longer has the subscription \"" + name + "\"." + where);
        } else if (!now.get().channels().contains(consent.channel())) {
            gaps.add("The audience's subscription \"" + name + "\" can no longer be sent by " + consent.channel() + "."
                    + where);
        } else if (known.subscription(name)
                .filter(used -> !used.id().equals(now.get().id()))
                .isPresent()) {
            gaps.add("The audience's subscription \"" + name + "\" is now another one of the same name." + where);
        }
    }
}
