package dev.kith.engine.sync;

import dev.kith.engine.store.ConsentKey;
import dev.kith.engine.store.Link;
import dev.kith.spi.ConsentChange;
import dev.kith.spi.ProfileWrite;
import dev.kith.spi.ProfileWrite.Existence;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Plans what a contact that is gone from the CRM leaves behind: every consent we had granted is withdrawn, the profile
 * stays (D41). Pure.
 */
final class Gone {
    private static final String REASON = "The contact is gone from the CRM";

    private Gone() {}

    static Plan plan(Link before) {
        Map<ConsentKey, String> rules = new HashMap<>();
        before.consents().forEach((key, consent) -> {
            if (consent.granted()) {
                rules.put(key, REASON);
            }
        });
        List<ConsentChange> changes = rules.keySet().stream()
                .sorted(Comparator.comparing(ConsentKey::subscription).thenComparing(ConsentKey::channel))
                .map(key -> new ConsentChange(
                        key.subscription(), key.channel(), ConsentChange.Type.OPT_OUT, REASON, Optional.empty()))
                .toList();
        Optional<ProfileWrite> write = changes.isEmpty()
                ? Optional.empty()
                : Optional.of(new ProfileWrite(
                        before.contactKey(), Existence.KNOWN_NOT_CREATED, Map.of(), Set.of(), changes));
        Link after =
                new Memory(before).decided(false, "", before.ruleSetVersion()).link();
        Situation situation = write.isPresent() ? Situation.WITHDRAW_ONLY : Situation.OUT_OF_SCOPE;
        return new Plan(situation, before, after, write, Map.of(), rules, Set.of(), List.of());
    }
}
