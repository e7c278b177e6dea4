package dev.kith.engine.sync;

import dev.kith.engine.store.ConsentKey;
import dev.kith.engine.store.LedgerEntry;
import dev.kith.engine.store.LinkConsent;
import dev.kith.engine.store.RunIssue;
import dev.kith.spi.ConsentChange;
import dev.kith.spi.ConsentResult;
import dev.kith.spi.ConsentState;
import dev.kith.spi.WriteResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns what became of one contact's consents into memory, issues and evidence. Used inside one method. */
final class ConsentSettle {
    /** Audiences tell moments in milliseconds, and a fast one has the same as we. */
    private static final Duration TICK = Duration.ofMillis(1);

    static final String SEEN = "opt-out-seen";
    private static final String MERGED = "found when profiles were merged";

    private final Plan plan;
    private final Instant now;
    private final Map<ConsentKey, LinkConsent> consents;
    private final List<RunIssue> issues = new ArrayList<>();
    private final List<LedgerEntry> ledger = new ArrayList<>();

    private ConsentSettle(Plan plan, Instant now) {
        this.plan = plan;
        this.now = now;
        consents = new HashMap<>(plan.before().consents());
    }

    /** The consents as they are to be remembered, with what is listed of them. */
    record Settled(Map<ConsentKey, LinkConsent> consents, List<RunIssue> issues, List<LedgerEntry> ledger) {}

    static Settled of(Written outcome, Instant readAfter, Instant now) {
        ConsentSettle settle = new ConsentSettle(outcome.plan(), now);
        settle.labelsAbsent(readAfter);
        outcome.merged().forEach(settle::merged);
        outcome.result().ifPresent(settle::written);
        return new Settled(settle.consents, settle.issues, settle.ledger);
    }

    /** What must be remembered before a write goes out. */
    static Map<ConsentKey, LinkConsent> intended(Plan plan) {
        Map<ConsentKey, LinkConsent> consents = new HashMap<>(plan.before().consents());
        plan.write().orElseThrow().consents().stream()
                .filter(change -> change.type() == ConsentChange.Type.OPT_IN)
                .map(ConsentSettle::key)
                .forEach(key -> consents.put(key, granted(consents.getOrDefault(key, ConsentPlan.NONE))));
        return consents;
    }

    /** An opt-out made since the labels were read is later than their absence, even if they were settled after it (D28). */
    private void labelsAbsent(Instant readAfter) {
        plan.labelsAbsent().forEach(key -> {
            LinkConsent memory = memory(key);
            Instant absent = memory.labelAbsentAt().filter(readAfter::isBefore).orElse(readAfter);
            consents.put(
                    key,
                    new LinkConsent(memory.granted(), memory.optedOutAt(), Optional.of(absent), memory.withdrawnAt()));
        });
    }

    /** An opt-out of either profile is the person's (D39). */
    private void merged(ConsentState state) {
        ConsentKey key = new ConsentKey(state.subscription(), state.channel());
        boolean ours = consents.containsKey(key) || plan.rules().containsKey(key);
        if (ours && !state.granted() && memory(key).optedOutAt().isEmpty()) {
            consents.put(key, optedOut(memory(key), state.since().orElse(now)));
            ledger.add(new LedgerEntry(plan.contactKey(), key, SEEN, MERGED, now));
        }
    }

    private void written(WriteResult result) {
        Map<ConsentKey, ConsentResult> done = new HashMap<>();
        result.consents().forEach(c -> done.put(new ConsentKey(c.subscription(), c.channel()), c));
        boolean failed = result.failure().isPresent();
        for (ConsentChange change : plan.write().orElseThrow().consents()) {
            ConsentResult consent = done.get(key(change));
            if (consent == null) {
                consents.put(key(change), untold(change, memory(key(change)), failed));
            } else {
                told(change, consent);
            }
        }
    }

    /** One consent: what was tried, what came of it. */
    private void told(ConsentChange change, ConsentResult result) {
        ConsentKey key = key(change);
        LinkConsent memory = memory(key);
        String rule = plan.rules().getOrDefault(key, "");
        switch (result.outcome()) {
            case WRITTEN -> {
                consents.put(key, written(change, memory, result.optedOutAt()));
                ledger.add(new LedgerEntry(plan.contactKey(), key, word(change), rule, now));
            }
            case ALREADY -> consents.put(key, already(change, memory, result.optedOutAt()));
            case OPT_OUT_KEPT -> {
                consents.put(key, optedOut(memory, result.optedOutAt().orElse(now)));
                ledger.add(new LedgerEntry(plan.contactKey(), key, SEEN, rule, now));
            }
            case REFUSED -> issues.add(Issues.consentRefused(plan.contactKey(), result.message()));
        }
    }

    /** Without an answer an opt-in may have happened; a withdrawal is owed, unless there is no profile to withdraw from. */
    private static LinkConsent untold(ConsentChange change, LinkConsent memory, boolean failed) {
        if (failed) {
            return change.type() == ConsentChange.Type.OPT_IN ? granted(memory) : memory;
        }
        return change.type() == ConsentChange.Type.OPT_OUT
                ? new LinkConsent(false, memory.optedOutAt(), memory.labelAbsentAt())
                : memory;
    }

    /**
     * Our own withdrawal must be older than this, or it would be taken for the person's when the label is set anew. Where
     * the clock of the audience is ahead, only the moment that it gave the withdrawal tells.
     */
    private LinkConsent written(ConsentChange change, LinkConsent memory, Optional<Instant> at) {
        if (change.type() == ConsentChange.Type.OPT_IN) {
            return new LinkConsent(true, Optional.empty(), memory.labelAbsentAt());
        }
        Instant after = at.filter(now::isAfter).orElse(now).plus(TICK);
        Instant absent = memory.labelAbsentAt().filter(after::isBefore).orElse(after);
        return new LinkConsent(false, memory.optedOutAt(), Optional.of(absent), at);
    }

    /** A withdrawal that found an opt-out: the person was faster, so it counts as theirs. */
    private LinkConsent already(ConsentChange change, LinkConsent memory, Optional<Instant> optedOutAt) {
        return change.type() == ConsentChange.Type.OPT_IN
                ? new LinkConsent(true, Optional.empty(), memory.labelAbsentAt())
                : optedOut(memory, optedOutAt.orElse(now));
    }

    private static LinkConsent optedOut(LinkConsent memory, Instant at) {
        return new LinkConsent(false, Optional.of(at), memory.labelAbsentAt());
    }

    private static LinkConsent granted(LinkConsent memory) {
        return new LinkConsent(true, memory.optedOutAt(), memory.labelAbsentAt(), memory.withdrawnAt());
    }

    private LinkConsent memory(ConsentKey key) {
        return consents.getOrDefault(key, ConsentPlan.NONE);
    }

    private static ConsentKey key(ConsentChange change) {
        return new ConsentKey(change.subscription(), change.channel());
    }

    private static String word(ConsentChange change) {
        return change.type() == ConsentChange.Type.OPT_IN ? "opt-in" : "opt-out";
    }
}
