package dev.kith.engine.sync;

import dev.kith.engine.store.ConsentKey;
import dev.kith.engine.store.FreedValue;
import dev.kith.engine.store.LedgerEntry;
import dev.kith.engine.store.LeftOut;
import dev.kith.engine.store.Link;
import dev.kith.engine.store.LinkConsent;
import dev.kith.engine.store.RunCounts;
import dev.kith.engine.store.RunIssue;
import dev.kith.spi.Attribute;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConsentChange;
import dev.kith.spi.ConsentResult;
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

    Settle(Audience audience, long run) {
        this.audience = audience;
        this.run = run;
    }

    /** What one contact adds to the settlement of its batch. */
    record Settled(
            Link link,
            boolean changed,
            RunCounts delta,
            List<RunIssue> issues,
            List<LedgerEntry> ledger,
            List<FreedValue> freed) {}

    /** What must be remembered before a write goes out, so that a crash can't hide that it may have happened. */
    static Link intent(Plan plan) {
        Map<ConsentKey, LinkConsent> consents = new HashMap<>(plan.before().consents());
        plan.write().orElseThrow().consents().stream()
                .filter(change -> change.type() == ConsentChange.Type.OPT_IN)
                .map(Settle::key)
                .forEach(key -> consents.put(key, granted(consents.getOrDefault(key, ConsentPlan.NONE))));
        return new Memory(plan.before()).consents(consents).dirty().link();
    }

    /** Settles one contact at a moment that is later than its writes. */
    Settled settle(Written outcome, Instant now) {
        Plan plan = outcome.plan();
        List<RunIssue> issues = new ArrayList<>(plan.issues());
        List<LedgerEntry> ledger = new ArrayList<>();
        Map<ConsentKey, LinkConsent> consents = consents(outcome, now, issues, ledger);
        Link link = link(outcome, issues, consents);
        RunCounts delta = counts(outcome, issues, ledger);
        return new Settled(link, changed(plan.before(), link), delta, issues, ledger, freed(plan.before(), link));
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
            memory.hasProfile(result.effect() == Effect.CREATED);
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
            leftOut.put(part.attribute(), new LeftOut(tried, part.reason()));
        }
        return leftOut;
    }

    private static Map<ConsentKey, LinkConsent> consents(
            Written outcome, Instant now, List<RunIssue> issues, List<LedgerEntry> ledger) {
        Plan plan = outcome.plan();
        Map<ConsentKey, LinkConsent> consents = new HashMap<>(plan.before().consents());
        plan.labelsAbsent().forEach(key -> consents.put(key, absent(memory(consents, key), now)));
        outcome.result().ifPresent(result -> {
            Map<ConsentKey, ConsentResult> done = new HashMap<>();
            result.consents().forEach(c -> done.put(new ConsentKey(c.subscription(), c.channel()), c));
            for (ConsentChange change : plan.write().orElseThrow().consents()) {
                Optional<ConsentResult> consent = Optional.ofNullable(done.get(key(change)));
                boolean failed = result.failure().isPresent();
                record(plan, change, consent, failed, now, consents, issues, ledger);
            }
        });
        return consents;
    }

    /** One consent: what was tried, what came of it. */
    private static void record(
            Plan plan,
            ConsentChange change,
            Optional<ConsentResult> result,
            boolean failed,
            Instant now,
            Map<ConsentKey, LinkConsent> consents,
            List<RunIssue> issues,
            List<LedgerEntry> ledger) {
        ConsentKey key = key(change);
        LinkConsent memory = memory(consents, key);
        if (result.isEmpty()) {
            consents.put(key, untold(change, memory, failed));
            return;
        }
        String rule = plan.rules().getOrDefault(key, "");
        switch (result.get().outcome()) {
            case WRITTEN -> {
                consents.put(key, written(change, memory, now));
                ledger.add(new LedgerEntry(plan.contactKey(), key, word(change), rule, now));
            }
            case ALREADY ->
                consents.put(key, already(change, memory, result.get().optedOutAt(), now));
            case OPT_OUT_KEPT -> {
                consents.put(key, optedOut(memory, result.get().optedOutAt().orElse(now)));
                ledger.add(new LedgerEntry(plan.contactKey(), key, "opt-out-seen", rule, now));
            }
            case REFUSED ->
                issues.add(Issues.consentRefused(plan.contactKey(), result.get().message()));
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

    private static LinkConsent written(ConsentChange change, LinkConsent memory, Instant now) {
        return change.type() == ConsentChange.Type.OPT_IN
                ? new LinkConsent(true, Optional.empty(), memory.labelAbsentAt())
                : new LinkConsent(false, memory.optedOutAt(), Optional.of(now));
    }

    /** A withdrawal that found an opt-out: the person was faster, so it counts as theirs. */
    private static LinkConsent already(
            ConsentChange change, LinkConsent memory, Optional<Instant> optedOutAt, Instant now) {
        return change.type() == ConsentChange.Type.OPT_IN
                ? new LinkConsent(true, Optional.empty(), memory.labelAbsentAt())
                : optedOut(memory, optedOutAt.orElse(now));
    }

    private static LinkConsent optedOut(LinkConsent memory, Instant at) {
        return new LinkConsent(false, Optional.of(at), memory.labelAbsentAt());
    }

    private static LinkConsent granted(LinkConsent memory) {
        return new LinkConsent(true, memory.optedOutAt(), memory.labelAbsentAt());
    }

    private static LinkConsent absent(LinkConsent memory, Instant now) {
        return new LinkConsent(memory.granted(), memory.optedOutAt(), Optional.of(now));
    }

    private static LinkConsent memory(Map<ConsentKey, LinkConsent> consents, ConsentKey key) {
        return consents.getOrDefault(key, ConsentPlan.NONE);
    }

    private static ConsentKey key(ConsentChange change) {
        return new ConsentKey(change.subscription(), change.channel());
    }

    private static String word(ConsentChange change) {
        return change.type() == ConsentChange.Type.OPT_IN ? "opt-in" : "opt-out";
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
                .filter(entry -> !entry.change().equals("opt-out-seen"))
                .count();
        long listed = issues.isEmpty() ? 0 : 1;
        return new RunCounts(1, created, updated, unchanged, outOfScope, 0, listed, consents, 0);
    }

    /** Whether more has to be stored than that the contact was seen. */
    private static boolean changed(Link before, Link link) {
        return !new Memory(link).seenBy(before.lastSeenRun()).link().equals(before);
    }

    /** Values the profile held and holds no more: another contact may be waiting for one (D39). */
    private List<FreedValue> freed(Link before, Link link) {
        return audience.filledByHost(Attribute.Purpose.EMAIL).map(Attribute::id).stream()
                .flatMap(id ->
                        freed(id, before.delivered().get(id), link.delivered().get(id)))
                .toList();
    }

    private static Stream<FreedValue> freed(String id, @Nullable String before, @Nullable String now) {
        return before == null || before.equals(now) ? Stream.empty() : Stream.of(new FreedValue(id, before));
    }
}
