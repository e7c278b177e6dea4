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
    private final Settle settle;
    private final Clock clock;
    private final FieldTally fields = new FieldTally();

    PassSteps(
            Store store,
            Run run,
            String owner,
            Function<Contact, Decision> rules,
            Planner planner,
            Settle settle,
            Clock clock) {
        this.store = requireNonNull(store, "store");
        this.run = requireNonNull(run, "run");
        this.owner = requireNonNull(owner, "owner");
        this.rules = requireNonNull(rules, "rules");
        this.planner = requireNonNull(planner, "planner");
        this.settle = requireNonNull(settle, "settle");
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

    List<Plan> plan(List<Contact> contacts) {
        Map<String, Link> links = store.links()
                .find(run.integration(), contacts.stream().map(Contact::key).toList());
        List<Plan> plans = new ArrayList<>(contacts.size());
        for (Contact contact : contacts) {
            Link before = links.getOrDefault(contact.key(), Memory.empty(run.integration(), contact.key()));
            fields.add(contact);
            plans.add(planner.plan(contact, before, decide(contact)));
        }
        return plans;
    }

    Decision decide(Contact contact) {
        return rules.apply(contact);
    }

    /** Stores what is about to be written. */
    void storeIntents(List<Plan> plans) {
        List<Link> intents = plans.stream()
                .filter(plan -> plan.write().isPresent())
                .map(Settle::intent)
                .toList();
        for (List<Link> part : parts(intents)) {
            store.runs().intend(run.id(), owner, part);
        }
    }

    /** Records outcomes of at most {@link Settlement#MAX_CONTACTS} contacts. */
    void settle(List<Written> outcomes, Place place) {
        List<Settle.Settled> settled = outcomes.stream()
                .map(outcome -> settle.settle(outcome, clock.instant()))
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
