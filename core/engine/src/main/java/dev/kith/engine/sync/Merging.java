package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.rules.Decision;
import dev.kith.engine.store.Link;
import dev.kith.spi.AddressHolder;
import dev.kith.spi.Attribute;
import dev.kith.spi.Attribute.Purpose;
import dev.kith.spi.Contact;
import dev.kith.spi.ProfileMerger;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Plans a contact whose profile lacks its address because another profile has it (D39). Such a plan is stored as intent,
 * delivered and settled like any other; its merge goes out with its delivery. Asks the audience who has the address.
 */
final class Merging {
    private final Planner planner;
    private final Audience audience;
    private final ProfileMerger merger;
    private final Patience patience;

    Merging(Planner planner, Audience audience, ProfileMerger merger, Patience patience) {
        this.planner = requireNonNull(planner, "planner");
        this.audience = requireNonNull(audience, "audience");
        this.merger = requireNonNull(merger, "merger");
        this.patience = requireNonNull(patience, "patience");
    }

    /**
     * Plans one contact anew.
     *
     * @param before of a contact whose address was left out
     * @param claims contacts that have the address which was left out
     * @return empty when the address has to stay left out
     */
    Optional<Plan> plan(
            Contact contact, Link before, Decision decision, Set<String> claims, BooleanSupplier cancelled) {
        Plan strict = planner.plan(contact, Memory.beforeMerge(before), decision);
        Optional<Merge> merge = wanted(strict, before);
        if (merge.isEmpty()) {
            return Optional.of(planner.plan(contact, before, decision));
        }
        Optional<AddressHolder> holder =
                patience.call(() -> merger.holder(merge.get().address()), cancelled);
        return switch (MergeRule.judge(contact.key(), claims, holder)) {
            case MERGE -> Optional.of(strict.withMerge(merge.get()));
            case WRITE ->
                Optional.of(planner.plan(contact, new Memory(before).dirty().link(), decision));
            case LEAVE_OUT -> Optional.empty();
        };
    }

    /** Only a profile that holds no address yet takes another's; one whose address changes is for a person to look at. */
    private Optional<Merge> wanted(Plan plan, Link before) {
        return taken(before, audience)
                .filter(merge -> merge.address().equals(plan.sent().get(merge.attribute())));
    }

    /** Hash of the address that a merge would be about; empty when none is wanted. */
    static String basis(Link link, Audience audience) {
        return taken(link, audience).map(Merge::address).map(Hashes::of).orElse("");
    }

    /** The address that a profile without any lacks because another has it. */
    static Optional<Merge> taken(Link link, Audience audience) {
        return audience.filledByHost(Purpose.EMAIL)
                .map(Attribute::id)
                .filter(id -> link.profile() && !link.delivered().containsKey(id))
                .flatMap(id -> Optional.ofNullable(link.leftOut().get(id))
                        .filter(part -> part.keyTaken())
                        .map(part -> new Merge(id, part.value())));
    }
}
