package dev.kith.engine.sync;

import dev.kith.engine.store.ConsentKey;
import dev.kith.engine.store.Link;
import dev.kith.spi.ConsentChange;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How a contact stands with the audience, or would stand after what is planned. Pure.
 *
 * @param decided false when a rule failed, so that nothing may be written
 * @param delivered canonical text by attribute id
 * @param granted the consents given and not withdrawn
 * @param managed the consents that some rule decides
 */
record Outcome(
        boolean decided,
        boolean profile,
        boolean inScope,
        Map<String, String> delivered,
        Set<ConsentKey> granted,
        Set<ConsentKey> managed) {
    Outcome {
        delivered = Map.copyOf(delivered);
        granted = Set.copyOf(granted);
        managed = Set.copyOf(managed);
    }

    /** As we remember it; whatever we gave counts as managed. */
    static Outcome of(Link link) {
        Set<ConsentKey> granted = granted(link);
        return new Outcome(true, link.profile(), link.inScope(), link.delivered(), granted, granted);
    }

    /** As it would be once the plan is carried out. */
    static Outcome of(Plan plan, Set<ConsentKey> managed) {
        Set<ConsentKey> granted = new HashSet<>(granted(plan.before()));
        plan.write()
                .ifPresent(write -> write.consents().forEach(change -> {
                    ConsentKey key = new ConsentKey(change.subscription(), change.channel());
                    if (change.type() == ConsentChange.Type.OPT_IN) {
                        granted.add(key);
                    } else {
                        granted.remove(key);
                    }
                }));
        return new Outcome(
                plan.situation() != Situation.REJECT,
                plan.before().profile() || plan.situation() == Situation.CREATE,
                plan.after().inScope(),
                plan.after().delivered(),
                granted,
                managed);
    }

    private static Set<ConsentKey> granted(Link link) {
        return link.consents().entrySet().stream()
                .filter(entry -> entry.getValue().granted())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
