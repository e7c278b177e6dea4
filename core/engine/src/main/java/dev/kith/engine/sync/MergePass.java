package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.LeftOut;
import dev.kith.engine.store.Link;
import dev.kith.engine.store.Run;
import dev.kith.engine.store.StagedAction;
import dev.kith.engine.store.StagedKind;
import dev.kith.engine.store.StagedState;
import dev.kith.engine.store.Store;
import dev.kith.spi.Attribute;
import dev.kith.spi.Attribute.Purpose;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.Contact;
import dev.kith.spi.ContactLookup;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The merges of a run (D39), after its last page: only then is it known which contacts have an address. Used by one thread.
 *
 * <ol>
 *   <li>contacts are listed whose address another profile has, and no other contact; an event may have left it to a run.
 *       Each is staged; when they are many they wait for a person
 *   <li>each is read again and planned, with the merge if the audience agrees
 *   <li>intents are stored, merges and writes delivered, and settled in one transaction, which takes back the issue
 * </ol>
 *
 * A crash anywhere leaves the contact in that list, and a merge that happened is done again without effect.
 */
final class MergePass {
    /** Each time all links are read once, to see who else has the addresses. */
    private static final int LISTED_AT_A_TIME = 1_000;

    private static final int FETCHED_AT_A_TIME = 100;

    private final Store store;
    private final Run run;
    private final String owner;
    private final Parts parts;
    private final CrashPoint crash;
    private final Clock clock;
    private final BooleanSupplier cancelled;

    MergePass(
            Store store, Run run, String owner, Parts parts, CrashPoint crash, Clock clock, BooleanSupplier cancelled) {
        this.store = requireNonNull(store, "store");
        this.run = requireNonNull(run, "run");
        this.owner = requireNonNull(owner, "owner");
        this.parts = requireNonNull(parts, "parts");
        this.crash = requireNonNull(crash, "crash");
        this.clock = requireNonNull(clock, "clock");
        this.cancelled = requireNonNull(cancelled, "cancelled");
    }

    /** What merges are read, planned and delivered with. */
    record Parts(
            PassSteps steps,
            Merging merging,
            Delivery delivery,
            ContactLookup lookup,
            Audience audience,
            ContactLocks locks,
            Patience patience) {}

    /** A contact whose address is taken, with the contacts that have it. */
    private record Candidate(Link link, Set<String> claims) {}

    /** Stages every merge that is wanted now, in place of those that runs before have staged. */
    void stage() {
        boolean whole = walk((candidates, email) -> store.staged()
                .stage(
                        run,
                        owner,
                        candidates.stream()
                                .map(candidate -> staged(candidate.link(), email))
                                .toList()));
        if (whole) {
            store.staged().forgetMergesBefore(run);
        }
    }

    private StagedAction staged(Link link, String email) {
        return new StagedAction(
                link.contactKey(),
                StagedKind.MERGE,
                List.of(parts.audience().nameOf(email)),
                Merging.basis(link, parts.audience()),
                StagedState.COUNTING,
                run.id(),
                clock.instant());
    }

    /**
     * Merges what was released; a cancelled run leaves the rest.
     *
     * @throws ConnectorException the failure that ends the run
     */
    void go() {
        boolean whole = walk((candidates, email) -> {
            for (List<Candidate> part : PassSteps.parts(released(candidates), FETCHED_AT_A_TIME)) {
                if (!cancelled.getAsBoolean()) {
                    merge(part);
                }
            }
        });
        if (whole && !cancelled.getAsBoolean()) {
            store.staged().forgetReleasedMerges(run);
        }
    }

    /** Goes through all candidates in pages; false when the run is cancelled before the end. */
    private boolean walk(BiConsumer<List<Candidate>, String> step) {
        Optional<String> email = parts.audience().filledByHost(Purpose.EMAIL).map(Attribute::id);
        String after = "";
        while (email.isPresent() && !cancelled.getAsBoolean()) {
            List<Link> page = store.links().leavingOut(run.integration(), email.get(), after, LISTED_AT_A_TIME);
            if (page.isEmpty()) {
                return true;
            }
            step.accept(candidates(page, email.get()), email.get());
            after = page.get(page.size() - 1).contactKey();
        }
        return email.isEmpty();
    }

    private List<Candidate> released(List<Candidate> candidates) {
        Map<String, Map<StagedKind, StagedAction>> staged = store.staged().of(run.integration(), keys(candidates));
        return candidates.stream()
                .filter(candidate -> isReleased(
                        candidate, staged.getOrDefault(candidate.link().contactKey(), Map.of())))
                .toList();
    }

    private static List<String> keys(List<Candidate> candidates) {
        return candidates.stream()
                .map(candidate -> candidate.link().contactKey())
                .toList();
    }

    private boolean isReleased(Candidate candidate, Map<StagedKind, StagedAction> staged) {
        StagedAction merge = staged.get(StagedKind.MERGE);
        return merge != null
                && merge.state() == StagedState.RELEASED
                && merge.basis().equals(Merging.basis(candidate.link(), parts.audience()));
    }

    private List<Candidate> candidates(List<Link> page, String email) {
        Map<Link, String> taken = new LinkedHashMap<>();
        page.forEach(
                link -> Merging.taken(link, parts.audience()).ifPresent(merge -> taken.put(link, merge.address())));
        if (taken.isEmpty()) {
            return List.of();
        }
        Map<String, Set<String>> claims =
                new Claims(store.links(), run.integration(), email).of(Set.copyOf(taken.values()));
        List<Candidate> candidates = new ArrayList<>();
        taken.forEach((link, address) -> {
            Set<String> contacts = claims.getOrDefault(address, Set.of());
            if (MergeRule.isOnlyClaim(link.contactKey(), contacts)) {
                candidates.add(new Candidate(link, contacts));
            }
        });
        return candidates;
    }

    /** Nobody else touches the contacts meanwhile; one that an event has changed since it was listed is left to the next run. */
    private void merge(List<Candidate> listed) {
        List<String> keys = keys(listed);
        try (ContactLocks.Held held = parts.locks().hold(keys)) {
            Map<String, Link> links = store.links().find(run.integration(), keys);
            Map<String, Candidate> same = new LinkedHashMap<>();
            for (Candidate candidate : listed) {
                if (candidate.link().equals(links.get(candidate.link().contactKey()))) {
                    same.put(candidate.link().contactKey(), candidate);
                }
            }
            if (!same.isEmpty()) {
                deliver(same);
            }
        }
    }

    private void deliver(Map<String, Candidate> candidates) {
        List<Plan> planned = new ArrayList<>();
        List<Contact> contacts = fetch(candidates);
        for (Contact contact : contacts) {
            Candidate candidate = candidates.get(contact.key());
            if (candidate != null) {
                planned.add(parts.merging()
                        .plan(contact, candidate.link(), parts.steps().decide(contact), candidate.claims(), cancelled)
                        .orElseGet(() -> leftForGood(candidate.link())));
            }
        }
        List<Plan> plans = parts.steps().pass(planned, contacts);
        parts.steps().storeIntents(plans);
        crash.reached(CrashPoint.Step.MERGE_INTENT_STORED);
        Delivery.Delivered delivered = parts.delivery().deliver(plans, cancelled);
        crash.reached(CrashPoint.Step.MERGE_DELIVERED);
        parts.steps().settleAgain(delivered.outcomes());
        delivered.end().ifPresent(failure -> {
            throw failure;
        });
    }

    private List<Contact> fetch(Map<String, Candidate> candidates) {
        List<Contact> fetched = parts.patience().call(() -> parts.lookup().fetch(candidates.keySet()), cancelled);
        return List.copyOf(fetched.stream()
                .collect(Collectors.toMap(Contact::key, Function.identity(), (first, same) -> first))
                .values());
    }

    /** The audience says that the address is another contact's: not asked again before something changes. */
    private Plan leftForGood(Link link) {
        Merge merge = Merging.taken(link, parts.audience()).orElseThrow();
        Map<String, LeftOut> leftOut = new HashMap<>(link.leftOut());
        LeftOut part = requireNonNull(leftOut.get(merge.attribute()), merge.attribute());
        leftOut.put(merge.attribute(), new LeftOut(part.value(), part.reason()));
        Link after = new Memory(link).attributes(link.delivered(), leftOut).link();
        String name = parts.audience().nameOf(merge.attribute());
        return new Plan(
                Situation.UNCHANGED,
                link,
                after,
                Optional.empty(),
                Map.of(),
                Map.of(),
                Set.of(),
                List.of(Issues.leftOut(link.contactKey(), name, part.reason())));
    }
}
