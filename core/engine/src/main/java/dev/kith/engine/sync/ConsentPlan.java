package dev.kith.engine.sync;

import dev.kith.engine.rules.Decision;
import dev.kith.engine.rules.Decision.Answer;
import dev.kith.engine.store.ConsentKey;
import dev.kith.engine.store.Link;
import dev.kith.engine.store.LinkConsent;
import dev.kith.spi.Channel;
import dev.kith.spi.ConsentChange;
import dev.kith.spi.Contact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which consents have to be given or withdrawn. Pure.
 *
 * <p>An opt-in is given when a rule says so, unless it stands already or the person opted out in the audience after the
 * label was last seen absent (D28), and only where the profile has an address of the channel: it is given once one comes
 * (D3). It is withdrawn only when its rule was evaluated, did not opt in, and we had granted
 * it. Everything else is left as it is.
 *
 * @param changes in a stable order
 * @param rules the rule behind each change
 * @param labelsAbsent consents whose label isn't on the contact now
 */
record ConsentPlan(List<ConsentChange> changes, Map<ConsentKey, String> rules, Set<ConsentKey> labelsAbsent) {
    static final LinkConsent NONE = new LinkConsent(false, Optional.empty(), Optional.empty());
    private static final int LONGEST_REASON = 99;

    /**
     * Compares the rules' answers with what was granted.
     *
     * @param reachable channels of which the profile will have an address; none out of scope and for one that isn't written
     * @param again whether an opt-in that stands already is sent again; it is read first in any case
     */
    static ConsentPlan of(
            Contact contact,
            Link before,
            Decision decision,
            Managed managed,
            Audience audience,
            Set<Channel> reachable,
            boolean again) {
        List<ConsentChange> changes = new ArrayList<>();
        Map<ConsentKey, String> rules = new HashMap<>();
        Set<ConsentKey> absent = new HashSet<>();
        managed.consents().forEach((consent, labels) -> {
            ConsentKey key = audience.consent(consent);
            LinkConsent memory = before.consents().getOrDefault(key, NONE);
            Answer answer = decision.consents().getOrDefault(consent, Answer.UNKNOWN);
            if (answer == Answer.NO_OPT_IN
                    && !labels.isEmpty()
                    && labels.stream().noneMatch(contact.allLabels()::contains)) {
                absent.add(key);
            }
            String rule = decision.consentRules().getOrDefault(consent, "no rule opts in");
            boolean mayOptIn = reachable.contains(consent.channel());
            change(key, memory, answer, rule, mayOptIn, again).ifPresent(change -> {
                changes.add(change);
                rules.put(key, rule);
            });
        });
        changes.sort(Comparator.comparing(ConsentChange::subscription).thenComparing(ConsentChange::channel));
        return new ConsentPlan(changes, rules, absent);
    }

    private static Optional<ConsentChange> change(
            ConsentKey key, LinkConsent memory, Answer answer, String rule, boolean mayOptIn, boolean again) {
        return switch (answer) {
            case OPT_IN ->
                mayOptIn && optsIn(memory, again)
                        ? Optional.of(change(
                                key,
                                ConsentChange.Type.OPT_IN,
                                "Rule: " + rule,
                                memory.labelAbsentAt(),
                                memory.withdrawnAt()))
                        : Optional.empty();
            case NO_OPT_IN ->
                memory.granted()
                        ? Optional.of(change(
                                key,
                                ConsentChange.Type.OPT_OUT,
                                "No rule of the CRM's labels opts in",
                                Optional.empty(),
                                Optional.empty()))
                        : Optional.empty();
            case UNKNOWN -> Optional.empty();
        };
    }

    private static boolean optsIn(LinkConsent memory, boolean again) {
        if (memory.optedOutAt().isPresent()) {
            return isBefore(memory.optedOutAt().get(), memory.labelAbsentAt());
        }
        return !memory.granted() || again;
    }

    private static boolean isBefore(Instant optOut, Optional<Instant> labelAbsent) {
        return labelAbsent.isPresent() && optOut.isBefore(labelAbsent.get());
    }

    private static ConsentChange change(
            ConsentKey key,
            ConsentChange.Type type,
            String reason,
            Optional<Instant> overrides,
            Optional<Instant> own) {
        String text = reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON);
        return new ConsentChange(key.subscription(), key.channel(), type, text, overrides, own);
    }
}
