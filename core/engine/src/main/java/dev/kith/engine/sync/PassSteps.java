package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.rules.Decision;
import dev.kith.engine.store.Link;
import dev.kith.engine.store.Run;
import dev.kith.engine.store.Settlement;
import dev.kith.engine.store.Store;
import dev.kith.spi.Contact;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** The steps that the way page by page and the way in bulk have in common, between plan and settle. */
final class PassSteps {
    private final Store store;
    private final Run run;
    private final String owner;
    private final Function<Contact, Decision> rules;
    private final Planner planner;
    private final Gate gate;
    private final Settle settle;
    private final ContactLocks locks;
    private final Clock clock;
    private final FieldTally fields = new FieldTally();

    PassSteps(
            Store store,
            Run run,
            String owner,
            Function<Contact, Decision> rules,
            Planner planner,
            Gate gate,
            Settle settle,
            ContactLocks locks,
            Clock clock) {
        this.store = requireNonNull(store, "store");
        this.run = requireNonNull(run, "run");
        this.owner = requireNonNull(owner, "owner");
        this.rules = requireNonNull(rules, "rules");
        this.planner = requireNonNull(planner, "planner");
        this.gate = requireNonNull(gate, "gate");
        this.settle = requireNonNull(settle, "settle");
        this.locks = requireNonNull(locks, "locks");
        this.clock = requireNonNull(clock, "clock");
    }

    /**
     * What a transaction says of the reading, besides its contacts.
     *
     * @param total how many contacts the source counted, if it did
     * @param cursor where reading goes on; empty as long as contacts read before it aren't settled
     */
    record Place(OptionalLong total, Optional<String> cursor) {
        static final Place NOWHERE = new Place(OptionalLong.empty(), Optional.empty());
    }

    /** Keeps everybody else away from contacts. */
    ContactLocks.Held hold(List<Contact> contacts) {
        return locks.hold(contacts.stream().map(Contact::key).toList());
    }

    List<Plan> plan(List<Contact> contacts) {
        Map<String, Link> links = store.links()
                .find(run.integration(), contacts.stream().map(Contact::key).toList());
        List<Plan> plans = new ArrayList<>(contacts.size());
        for (Contact contact : contacts) {
            Link before = links.getOrDefault(contact.key(), Memory.empty(run.integration(), contact.key()));
            fields.add(contact);
            plans.add(planner.plan(contact, before, decide(contact)));
        }
        return pass(plans, contacts);
    }

    /** What of plans may be delivered now. */
    List<Plan> pass(List<Plan> plans, Collection<Contact> contacts) {
        return gate.pass(plans, contacts);
    }

    Decision decide(Contact contact) {
        return rules.apply(contact);
    }

    /** Stores what is about to be written for contacts whose locks are held since they were planned. */
    void storeIntents(List<Plan> plans) {
        for (List<Plan> part : parts(writing(plans))) {
            store.runs()
                    .intend(
                            run.id(),
                            owner,
                            part.stream().map(PassSteps::intent).toList());
        }
    }

    /** The same for contacts that were planned a while ago: opt-outs learned meanwhile stay. */
    void storeIntentsNow(List<Plan> plans) {
        for (List<Plan> part : parts(writing(plans))) {
            try (ContactLocks.Held held = locks.hold(keys(part))) {
                Map<String, Link> stored = stored(part);
                store.runs()
                        .intend(
                                run.id(),
                                owner,
                                part.stream().map(plan -> intent(plan, stored)).toList());
            }
        }
    }

    private static Link intent(Plan plan) {
        return Settle.intent(GuardedDelivery.first(plan));
    }

    private static Link intent(Plan plan, Map<String, Link> stored) {
        Link before = plan.before();
        return Memory.withOptOutsSince(before, stored.getOrDefault(plan.contactKey(), before), intent(plan));
    }

    private static List<Plan> writing(List<Plan> plans) {
        return plans.stream().filter(plan -> plan.write().isPresent()).toList();
    }

    private static List<String> keys(List<Plan> plans) {
        return plans.stream().map(Plan::contactKey).toList();
    }

    private Map<String, Link> stored(List<Plan> plans) {
        return store.links().find(run.integration(), keys(plans));
    }

    /** Records outcomes of at most {@link Settlement#MAX_CONTACTS} contacts whose locks are held since they were planned. */
    void settle(List<Written> outcomes, Place place) {
        settle(outcomes, Map.of(), place);
    }

    /** The same for contacts that were planned a while ago: opt-outs learned meanwhile stay. */
    void settleNow(List<Written> outcomes) {
        List<Plan> plans = outcomes.stream().map(Written::plan).toList();
        try (ContactLocks.Held held = locks.hold(keys(plans))) {
            settle(outcomes, stored(plans), Place.NOWHERE);
        }
    }

    private void settle(List<Written> outcomes, Map<String, Link> stored, Place place) {
        List<Settle.Settled> settled = outcomes.stream()
                .map(outcome -> settle.settle(
                        outcome,
                        stored.getOrDefault(
                                outcome.plan().contactKey(), outcome.plan().before()),
                        clock.instant()))
                .toList();
        Settlement settlement = new Settlements(run, owner).of(settled, place);
        if (place.cursor().isEmpty()) {
            store.runs().settle(settlement);
            return;
        }
        store.runs().settle(settlement, fields.filled(), fields.contacts());
        fields.clear();
    }

    /** The same for contacts that this run has settled before. */
    void settleAgain(List<Written> outcomes) {
        List<Settle.Settled> settled = outcomes.stream()
                .map(outcome -> settle.settle(outcome, clock.instant()))
                .toList();
        store.runs().settleAgain(new Settlements(run, owner).again(settled));
    }

    /** Cuts a list into pieces that one transaction may hold. */
    static <T> List<List<T>> parts(List<T> all) {
        return parts(all, Settlement.MAX_CONTACTS);
    }

    static <T> List<List<T>> parts(List<T> all, int size) {
        List<List<T>> parts = new ArrayList<>();
        for (int from = 0; from < all.size(); from += size) {
            parts.add(all.subList(from, Math.min(all.size(), from + size)));
        }
        return parts;
    }
}
