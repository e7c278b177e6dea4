package dev.kith.engine.sync;

import dev.kith.engine.home.IntegrationSettings.TwoWay;
import dev.kith.engine.store.ConsentKey;
import dev.kith.engine.store.LabelChange;
import dev.kith.engine.store.Link;
import dev.kith.engine.store.LinkConsent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which labels have to come off a contact in the CRM, since the person opted out in the audience (B4). Pure.
 *
 * <p>A label that stands for several consents comes off when the person opted out of all of them (D27); until then the
 * opt-out of one stands by itself, over the label.
 *
 * @param labels every managed consent with the labels that its rule names
 */
record LabelsOwed(Map<ConsentKey, Set<String>> labels) {
    /** Where nothing travels back to the CRM. */
    static final LabelsOwed NONE = new LabelsOwed(Map.of());

    LabelsOwed {
        labels = Map.copyOf(labels);
    }

    static LabelsOwed of(Managed managed, Audience audience) {
        Map<ConsentKey, Set<String>> labels = new HashMap<>();
        managed.consents().forEach((consent, names) -> labels.put(audience.consent(consent), names));
        return new LabelsOwed(labels);
    }

    /** Those that travel to the CRM. */
    LabelsOwed travelling(TwoWay twoWay) {
        return twoWay == TwoWay.OFF ? NONE : this;
    }

    /** Of the opt-outs that are new between two memories of a contact. */
    List<LabelChange> of(Link before, Link after) {
        Set<String> touched = new TreeSet<>();
        labels.forEach((key, names) -> {
            if (!stands(before, key) && stands(after, key)) {
                touched.addAll(names);
            }
        });
        List<LabelChange> owed = new ArrayList<>();
        for (String label : touched) {
            if (mustGo(after, label)) {
                owed.add(new LabelChange(after.contactKey(), label, false));
            }
        }
        return owed;
    }

    /** Whether the person opted out of everything that the label stands for, after the label was last seen absent. */
    boolean mustGo(Link link, String label) {
        List<ConsentKey> behind = labels.entrySet().stream()
                .filter(entry -> entry.getValue().contains(label))
                .map(Map.Entry::getKey)
                .toList();
        return !behind.isEmpty() && behind.stream().allMatch(key -> stands(link, key));
    }

    private static boolean stands(Link link, ConsentKey key) {
        LinkConsent memory = link.consents().getOrDefault(key, ConsentPlan.NONE);
        return !memory.granted()
                && memory.optedOutAt()
                        .filter(optOut -> memory.labelAbsentAt()
                                .filter(absent -> absent.isAfter(optOut))
                                .isEmpty())
                        .isPresent();
    }
}
