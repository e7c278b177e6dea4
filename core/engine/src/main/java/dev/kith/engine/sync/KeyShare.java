package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.KeyValue;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Decides before an import who of a batch gets which key (D39): whoever holds it keeps it, else the lowest contact key goes
 * first. Pure.
 */
final class KeyShare {
    private static final String NOBODY = "";

    private final KeyFacts facts;

    KeyShare(KeyFacts facts) {
        this.facts = requireNonNull(facts, "facts");
    }

    /** How a contact stands to a key that its profile is to get. */
    enum Verdict {
        FREE,
        /** Another profile has it, or gets it now. */
        TAKEN,
        /** Only the audience can say, when it comes to it. */
        UNSURE
    }

    Verdict of(KeyValue key, Plan plan) {
        Set<String> linked = others(facts.linked().getOrDefault(key, Set.of()), plan);
        if (!linked.isEmpty()) {
            return linked.stream().anyMatch(holder -> givesUp(holder, key)) ? Verdict.UNSURE : Verdict.TAKEN;
        }
        if (!facts.exported()) {
            return Verdict.UNSURE;
        }
        Set<String> exported = facts.exportedHolders().getOrDefault(key.text(), Set.of());
        Set<String> others = others(exported, plan);
        if (!others.isEmpty()) {
            return others.equals(Set.of(NOBODY)) ? Verdict.TAKEN : Verdict.UNSURE;
        }
        Set<String> rivals = facts.wanted().getOrDefault(key, Set.of(plan.contactKey()));
        boolean first = Collections.min(rivals).equals(plan.contactKey());
        return first || exported.contains(plan.contactKey()) ? Verdict.FREE : Verdict.TAKEN;
    }

    private static Set<String> others(Set<String> holders, Plan plan) {
        Set<String> others = new TreeSet<>(holders);
        others.remove(plan.contactKey());
        return others;
    }

    private boolean givesUp(String holder, KeyValue key) {
        return facts.batch().contains(holder)
                && !facts.wanted().getOrDefault(key, Set.of()).contains(holder);
    }

    /** The keys that the profile doesn't hold yet. */
    static Set<KeyValue> newKeys(Plan plan, Audience audience) {
        Map<String, String> before = plan.before().delivered();
        return keys(plan, audience).stream()
                .filter(key -> !key.text().equalsIgnoreCase(before.getOrDefault(key.attribute(), "")))
                .collect(Collectors.toSet());
    }

    /** The keys that the profile is to hold. */
    static Set<KeyValue> keys(Plan plan, Audience audience) {
        return plan.after().delivered().entrySet().stream()
                .filter(e -> audience.isKey(e.getKey()))
                .map(e -> new KeyValue(e.getKey(), e.getValue().strip().toLowerCase(Locale.ROOT)))
                .collect(Collectors.toSet());
    }
}
