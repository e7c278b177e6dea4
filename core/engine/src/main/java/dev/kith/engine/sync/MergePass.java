package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.LeftOut;
import dev.kith.engine.store.Link;
import dev.kith.engine.store.Run;
import dev.kith.engine.store.Store;
import dev.kith.spi.Attribute;
import dev.kith.spi.Attribute.Purpose;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.Contact;
import dev.kith.spi.ContactLookup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The merges of a run (D39), after its last page: only then is it known which contacts have an address. Used by one thread.
 *
 * <ol>
 *   <li>contacts are listed whose address another profile has, and no other contact; an event may have left it to a run
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
    private final Parts parts;
    private final CrashPoint crash;
    private final BooleanSupplier cancelled;

    MergePass(Store store, Run run, Parts parts, CrashPoint crash, BooleanSupplier cancelled) {
        this.store = requireNonNull(store, "store");
        this.run = requireNonNull(run, "run");
        this.parts = requireNonNull(parts, "parts");
        this.crash = requireNonNull(crash, "crash");
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

    /**
     * Merges what may be merged; a cancelled run leaves the rest.
     *
     * @throws ConnectorException the failure that ends the run
     */
    void go() {
        Optional<String> email = parts.audience().filledByHost(Purpose.EMAIL).map(Attribute::id);
        String after = "";
        while (email.isPresent() && !cancelled.getAsBoolean()) {
            List<Link> page = store.links().leavingOut(run.integration(), email.get(), after, LISTED_AT_A_TIME);
            if (page.isEmpty()) {
                return;
            }
            for (List<Candidate> part : PassSteps.parts(candidates(page, email.get()), FETCHED_AT_A_TIME)) {
                if (!cancelled.getAsBoolean()) {
                    merge(part);
                }
            }
            after = page.get(page.size() - 1).contactKey();
        }
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
        List<String> keys =
                listed.stream().map(candidate -> candidate.link().contactKey()).toList();
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
        List<Plan> plans = new ArrayList<>();
        for (Contact contact : fetch(candidates)) {
            Candidate candidate = candidates.get(contact.key());
            if (candidate != null) {
                plans.add(parts.merging()
                        .plan(contact, candidate.link(), parts.steps().decide(contact), candidate.claims(), cancelled)
                        .orElseGet(() -> leftForGood(candidate.link())));
            }
        }
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
