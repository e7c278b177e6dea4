package dev.kith.engine.sync;

import dev.kith.engine.rules.Decision;
import dev.kith.engine.store.LeftOut;
import dev.kith.engine.store.Link;
import dev.kith.spi.Attribute;
import dev.kith.spi.Attribute.Purpose;
import dev.kith.spi.Contact;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What has to change in a profile's attributes. Pure.
 *
 * @param set attribute id to value, in the attribute's type
 * @param sent the same as canonical text
 * @param clear ids of the attributes to empty
 * @param delivered what the profile will hold of ours
 * @param leftOut what it will lack, and why
 * @param held ids of what is wanted and will be there
 */
record AttributePlan(
        Map<String, Object> set,
        Map<String, String> sent,
        Set<String> clear,
        Map<String, String> delivered,
        Map<String, LeftOut> leftOut,
        Set<String> held) {

    /** Leaves everything as it is. */
    static AttributePlan none(Link before) {
        Set<String> held = new HashSet<>(before.delivered().keySet());
        held.removeAll(before.leftOut().keySet());
        return new AttributePlan(Map.of(), Map.of(), Set.of(), before.delivered(), before.leftOut(), held);
    }

    /**
     * Compares what the rules want with what was delivered.
     *
     * @param everything whether what was delivered already is sent again: after a failed delivery, or by force (D45)
     */
    static AttributePlan of(
            Contact contact, Link before, Decision decision, Managed managed, Audience audience, boolean everything) {
        Map<Attribute, Object> wanted = wanted(contact, decision, audience);
        Map<String, Object> set = new LinkedHashMap<>();
        Map<String, Object> heldBack = new LinkedHashMap<>();
        Map<String, LeftOut> leftOut = new HashMap<>();
        wanted.forEach((attribute, value) -> Fit.to(attribute, value)
                .ifPresentOrElse(
                        fitting -> place(attribute, fitting, before, everything, set, heldBack),
                        () -> leftOut.put(attribute.id(), misfit(attribute, value))));
        Set<String> clear = clear(before, managed, audience, wanted.keySet());
        boolean writes = !set.isEmpty() || !clear.isEmpty();
        if (writes) {
            set.putAll(heldBack);
        } else {
            heldBack.keySet().forEach(id -> leftOut.put(id, before.leftOut().get(id)));
        }
        Set<String> held = wanted.keySet().stream()
                .map(Attribute::id)
                .filter(id -> !leftOut.containsKey(id))
                .collect(Collectors.toSet());
        return finish(before, set, clear, leftOut, held);
    }

    private static Map<Attribute, Object> wanted(Contact contact, Decision decision, Audience audience) {
        Map<Attribute, Object> wanted = new LinkedHashMap<>();
        audience.filledByHost(Purpose.CONTACT_KEY).ifPresent(a -> wanted.put(a, contact.key()));
        audience.filledByHost(Purpose.EMAIL).ifPresent(a -> contact.email().ifPresent(email -> wanted.put(a, email)));
        decision.attributes().forEach((name, assigned) -> wanted.put(audience.attribute(name), assigned.value()));
        return wanted;
    }

    /** A value the audience refused before waits until something else is written (D39). */
    private static void place(
            Attribute attribute,
            Object value,
            Link before,
            boolean everything,
            Map<String, Object> set,
            Map<String, Object> heldBack) {
        String text = Fit.canonical(value);
        LeftOut refused = before.leftOut().get(attribute.id());
        if (!everything && refused != null && refused.value().equals(text)) {
            heldBack.put(attribute.id(), value);
        } else if (everything || !text.equals(before.delivered().get(attribute.id()))) {
            set.put(attribute.id(), value);
        }
    }

    /** What we had sent and no rule sets now (D44); after a failed delivery, all that we may have sent. */
    private static Set<String> clear(Link before, Managed managed, Audience audience, Set<Attribute> wanted) {
        Set<String> clear = new HashSet<>();
        for (String name : managed.attributes()) {
            Attribute attribute = audience.attribute(name);
            boolean maySend = before.dirty() || before.delivered().containsKey(attribute.id());
            if (maySend && attribute.purpose() == Purpose.MAPPED && !wanted.contains(attribute)) {
                clear.add(attribute.id());
            }
        }
        return clear;
    }

    private static LeftOut misfit(Attribute attribute, Object value) {
        return new LeftOut(Fit.canonical(value), Fit.misfit(attribute, value));
    }

    private static AttributePlan finish(
            Link before, Map<String, Object> set, Set<String> clear, Map<String, LeftOut> leftOut, Set<String> held) {
        Map<String, String> sent = new HashMap<>();
        set.forEach((id, value) -> sent.put(id, Fit.canonical(value)));
        Map<String, String> delivered = new HashMap<>(before.delivered());
        delivered.keySet().removeAll(clear);
        delivered.putAll(sent);
        return new AttributePlan(set, sent, clear, delivered, leftOut, held);
    }
}
