package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.home.IntegrationSettings.TwoWay;
import dev.kith.engine.store.ConsentKey;
import dev.kith.engine.store.LabelChange;
import dev.kith.engine.store.LedgerEntry;
import dev.kith.engine.store.Link;
import dev.kith.engine.store.LinkConsent;
import dev.kith.spi.ConsentState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a contact's consents in the audience tell that we didn't know. Pure.
 *
 * <p>An opt-in made there isn't taken for granted by us: only its label is asked for (where opt-ins travel), and the rule
 * that sees the label does the rest. If the CRM refuses the label, the person's opt-in stands as it is.
 *
 * @param link the new memory; the old one when there is no news
 * @param labels what the CRM has to change
 */
record AudienceNews(Link link, List<LedgerEntry> ledger, List<LabelChange> labels) {
    /** Stands where a rule's name stands in the ledger. */
    private static final String SEEN = "seen in the audience";

    AudienceNews {
        requireNonNull(link, "link");
        ledger = List.copyOf(ledger);
        labels = List.copyOf(labels);
    }

    /** Whether anything has to be stored. */
    boolean any() {
        return !ledger.isEmpty() || !labels.isEmpty();
    }

    /**
     * Compares what the audience says with what we remember.
     *
     * @param owed knows the consents that are managed, with their labels; of others there is no news
     * @param now the moment of opt-outs whose moment the audience doesn't tell
     */
    static AudienceNews of(Link before, List<ConsentState> states, LabelsOwed owed, TwoWay twoWay, Instant now) {
        Map<ConsentKey, LinkConsent> consents = new HashMap<>(before.consents());
        List<LedgerEntry> ledger = new ArrayList<>();
        List<LabelChange> labels = new ArrayList<>();
        for (ConsentState state : states) {
            ConsentKey key = new ConsentKey(state.subscription(), state.channel());
            if (!owed.labels().containsKey(key)) {
                continue;
            }
            LinkConsent memory = consents.getOrDefault(key, ConsentPlan.NONE);
            if (!state.granted()) {
                optOut(memory, state.since(), now).ifPresent(at -> {
                    consents.put(key, new LinkConsent(false, Optional.of(at), memory.labelAbsentAt()));
                    ledger.add(new LedgerEntry(before.contactKey(), key, "opt-out-seen", SEEN, now));
                });
            } else if (twoWay == TwoWay.BOTH && optsIn(before, memory, state.since()) && oneLabel(owed, key)) {
                owed.labels().get(key).forEach(label -> labels.add(new LabelChange(before.contactKey(), label, true)));
            }
        }
        Link after = new Memory(before).consents(consents).link();
        labels.addAll(owed.travelling(twoWay).of(before, after));
        return new AudienceNews(after, ledger, labels);
    }

    /** Without a moment, an opt-out of a consent that we withdrew is taken for our own. */
    private static Optional<Instant> optOut(LinkConsent memory, Optional<Instant> since, Instant now) {
        if (memory.isOurs(since)) {
            return Optional.empty();
        }
        if (memory.granted()) {
            return Optional.of(since.orElse(now));
        }
        if (memory.optedOutAt().isPresent()) {
            return since.filter(at -> at.isAfter(memory.optedOutAt().get()));
        }
        if (memory.labelAbsentAt().isPresent()) {
            return since.filter(at -> at.isAfter(memory.labelAbsentAt().get()));
        }
        return Optional.of(since.orElse(now));
    }

    private static boolean optsIn(Link before, LinkConsent memory, Optional<Instant> since) {
        if (memory.granted() || !before.inScope()) {
            return false;
        }
        return memory.optedOutAt().isEmpty()
                || since.filter(at -> at.isAfter(memory.optedOutAt().get())).isPresent();
    }

    private static boolean oneLabel(LabelsOwed owed, ConsentKey key) {
        return requireNonNull(owed.labels().get(key), "labels").size() == 1;
    }
}
