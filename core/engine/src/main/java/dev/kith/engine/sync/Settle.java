package dev.kith.engine.sync;

import dev.kith.engine.store.ConsentKey;
import dev.kith.engine.store.FreedValue;
import dev.kith.engine.store.LabelChange;
import dev.kith.engine.store.LedgerEntry;
import dev.kith.engine.store.LeftOut;
import dev.kith.engine.store.Link;
import dev.kith.engine.store.LinkConsent;
import dev.kith.engine.store.RunCounts;
import dev.kith.engine.store.RunIssue;
import dev.kith.engine.store.StagedAction;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.WriteResult;
import dev.kith.spi.WriteResult.Effect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns the outcome of one contact into what has to be remembered. Pure. */
final class Settle {
    private final Audience audience;
    private final long run;
    private final Instant readAfter;
    private final LabelsOwed owed;

    /**
     * For contacts read at one time.
     *
     * @param readAfter a moment before they were read: what has changed since, their labels don't know of
     * @param owed the labels that come off when an opt-out is found on the way
     */
    Settle(Audience audience, long run, Instant readAfter, LabelsOwed owed) {
        this.audience = audience;
        this.run = run;
        this.readAfter = readAfter;
        this.owed = owed;
    }

    /**
     * What one contact adds to the settlement of its batch.
     *
     * @param staged what is staged of it now; empty when its plan came to nothing, so that what was staged stays
     */
    record Settled(
            Link link,
            boolean changed,
            RunCounts delta,
            List<RunIssue> issues,
            List<LedgerEntry> ledger,
            List<LabelChange> labels,
            List<FreedValue> freed,
            Optional<List<StagedAction>> staged) {

        Settled staging(List<StagedAction> more) {
            List<StagedAction> all = new ArrayList<>(staged.orElse(List.of()));
            all.addAll(more);
            return new Settled(link, changed, delta, issues, ledger, labels, freed, Optional.of(all));
        }
    }

    /** What must be remembered before a write goes out, so that a crash can't hide that it may have happened. */
    static Link intent(Plan plan) {
        return new Memory(plan.before())
                .consents(ConsentSettle.intended(plan))
                .dirty()
                .link();
    }

    /** Settles one contact that nobody else has touched, at a moment that is later than its writes. */
    Settled settle(Written outcome, Instant now) {
        return settle(outcome, outcome.plan().before(), now);
    }

    /** The same when others may have learned of opt-outs since it was planned: what is stored now says so. */
    Settled settle(Written outcome, Link stored, Instant now) {
        Plan plan = outcome.plan();
        List<RunIssue> issues = new ArrayList<>(plan.issues());
        ConsentSettle.Settled consents = ConsentSettle.of(outcome, readAfter, now);
        issues.addAll(consents.issues());
        Link link = Memory.withOptOutsSince(plan.before(), stored, link(outcome, issues, consents.consents()));
        List<LedgerEntry> ledger = consents.ledger();
        RunCounts delta = counts(outcome, issues, ledger);
        return new Settled(
                link,
                changed(plan.before(), link),
                delta,
                issues,
                ledger,
                owed.of(plan.before(), link),
                freed(plan.before(), link),
                staged(outcome));
    }

    private static Optional<List<StagedAction>> staged(Written outcome) {
        boolean failed = outcome.result().flatMap(WriteResult::failure).isPresent();
        return failed || outcome.plan().situation() == Situation.REJECT
                ? Optional.empty()
                : Optional.of(outcome.plan().staged());
    }

    private Link link(Written outcome, List<RunIssue> issues, Map<ConsentKey, LinkConsent> consents) {
        Plan plan = outcome.plan();
        WriteResult result = outcome.result().orElse(null);
        if (result == null) {
            return new Memory(plan.after()).consents(consents).seenBy(run).link();
        }
        result.leftOut()
                .forEach(part -> issues.add(
                        Issues.leftOut(plan.contactKey(), audience.nameOf(part.attribute()), part.reason())));
        Memory memory;
        if (result.failure().isPresent()) {
            ConnectorException failure = result.failure().get();
            issues.add(Issues.failed(plan.contactKey(), failure));
            memory = new Memory(plan.before()).dirty();
        } else {
            memory = new Memory(plan.after()).attributes(delivered(plan, result), leftOut(plan, result));
        }
        boolean exists = result.effect() != Effect.NONE;
        if (exists) {
            memory.hasProfile(result.effect() == Effect.CREATED && !outcome.imported());
        }
        return memory.consents(consents).seenBy(run).link();
    }

    private static Map<String, String> delivered(Plan plan, WriteResult result) {
        Map<String, String> delivered = new HashMap<>(plan.after().delivered());
        for (WriteResult.LeftOut part : result.leftOut()) {
            String before = plan.before().delivered().get(part.attribute());
            if (before == null) {
                delivered.remove(part.attribute());
            } else {
                delivered.put(part.attribute(), before);
            }
        }
        return delivered;
    }

    private static Map<String, LeftOut> leftOut(Plan plan, WriteResult result) {
        Map<String, LeftOut> leftOut = new HashMap<>(plan.after().leftOut());
        for (WriteResult.LeftOut part : result.leftOut()) {
            String tried = plan.sent().getOrDefault(part.attribute(), "");
            leftOut.put(part.attribute(), new LeftOut(tried, part.reason(), part.keyTaken()));
        }
        return leftOut;
    }

    private static RunCounts counts(Written outcome, List<RunIssue> issues, List<LedgerEntry> ledger) {
        long created = 0;
        long updated = 0;
        long unchanged = 0;
        long outOfScope = 0;
        Effect effect = outcome.result().map(WriteResult::effect).orElse(Effect.NONE);
        switch (outcome.plan().situation()) {
            case CREATE, UPDATE -> {
                created = effect == Effect.CREATED ? 1 : 0;
                updated = effect == Effect.UPDATED ? 1 : 0;
            }
            case UNCHANGED -> unchanged = 1;
            case WITHDRAW_ONLY, OUT_OF_SCOPE -> outOfScope = 1;
            case REJECT -> {}
        }
        long consents = ledger.stream()
                .filter(entry -> !entry.change().equals(ConsentSettle.SEEN))
                .count();
        long listed = issues.isEmpty() ? 0 : 1;
        return new RunCounts(
                1,
                created,
                updated,
                unchanged,
                outOfScope,
                0,
                listed,
                consents,
                outcome.plan().staged().size());
    }

    /** Whether more has to be stored than that the contact was seen. */
    private static boolean changed(Link before, Link link) {
        return !new Memory(link).seenBy(before.lastSeenRun()).link().equals(before);
    }

    /** Values the profile held and holds no more: another contact may be waiting for one (D39). */
    private List<FreedValue> freed(Link before, Link link) {
        return before.delivered().keySet().stream()
                .filter(audience::isKey)
                .flatMap(id ->
                        freed(id, before.delivered().get(id), link.delivered().get(id)))
                .toList();
    }

    private static Stream<FreedValue> freed(String id, @Nullable String before, @Nullable String now) {
        return before == null || before.equals(now) ? Stream.empty() : Stream.of(new FreedValue(id, before));
    }
}
