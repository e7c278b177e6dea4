package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.Link;
import dev.kith.engine.store.ListCarrier;
import dev.kith.engine.store.ListKind;
import dev.kith.engine.store.ListMember;
import dev.kith.engine.store.ListSettings;
import dev.kith.engine.store.Run;
import dev.kith.engine.store.RunState;
import dev.kith.engine.store.Store;
import dev.kith.spi.ContactLookup;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Takes the membership from those that a run has not read as members: from all, when the list is off, and at a carrier that
 * it had before. Whoever is said to have lost a label is looked at once more before. Also from profiles of contacts that are
 * gone: what the list is for is sent to them no more.
 */
final class ListRemoval {
    private static final int AT_A_TIME = 100;

    private final Store store;
    private final Run run;
    private final ListSettings list;
    private final ListSettle settle;
    private final Parts parts;
    private final BooleanSupplier stop;

    ListRemoval(Store store, Run run, ListSettings list, ListSettle settle, Parts parts, BooleanSupplier stop) {
        this.store = requireNonNull(store, "store");
        this.run = requireNonNull(run, "run");
        this.list = requireNonNull(list, "list");
        this.settle = requireNonNull(settle, "settle");
        this.parts = requireNonNull(parts, "parts");
        this.stop = requireNonNull(stop, "stop");
    }

    /**
     * What a removal works with.
     *
     * @param label the name of the label whose list it is
     * @param managed whether a mapping writes to a carrier now, so that what stands there is none of the list's any more
     */
    record Parts(
            ListWriter writer,
            ContactLookup lookup,
            Patience patience,
            Optional<String> label,
            Predicate<ListCarrier> managed,
            ContactLocks locks) {}

    Pass.Ending go() {
        for (ListCarrier carrier : store.listMembers().carriers(list)) {
            String after = "";
            List<ListMember> left = left(carrier, after);
            while (!left.isEmpty()) {
                if (stop.getAsBoolean()) {
                    return Pass.cancelled();
                }
                Optional<String> gap = gap(carrier, left);
                if (gap.isPresent()) {
                    return new Pass.Ending(RunState.FAILED, gap.get());
                }
                take(carrier, left);
                after = left.get(left.size() - 1).contactKey();
                left = left(carrier, after);
            }
        }
        return new Pass.Ending(RunState.COMPLETED, "");
    }

    private List<ListMember> left(ListCarrier carrier, String after) {
        return store.listMembers().left(list, carrier, run.id(), after, AT_A_TIME);
    }

    private Optional<String> gap(ListCarrier carrier, List<ListMember> left) {
        boolean readAnew = list.kind() != ListKind.OFF && carrier.equals(list.carrier());
        return parts.label().filter(label -> readAnew).flatMap(label -> {
            List<String> keys = left.stream().map(ListMember::contactKey).toList();
            return ListGap.ofLabel(
                    label, parts.patience().call(() -> parts.lookup().fetch(keys), stop));
        });
    }

    private void take(ListCarrier carrier, List<ListMember> members) {
        List<String> keys = members.stream().map(ListMember::contactKey).toList();
        try (ContactLocks.Held held = parts.locks().hold(keys)) {
            Map<String, Link> links = store.links().find(list.integration(), keys);
            List<String> written = members.stream()
                    .filter(member ->
                            member.state().mayBeWritten() && !parts.managed().test(carrier))
                    .map(ListMember::contactKey)
                    .filter(key -> parts.writer().seesWhoIsGone()
                            || Optional.ofNullable(links.get(key))
                                    .filter(Link::profile)
                                    .isPresent())
                    .toList();
            ListWriter.Outcome outcome = parts.writer().take(carrier, written, stop);
            List<String> gone = keys.stream()
                    .filter(key -> !outcome.refused().containsKey(key))
                    .toList();
            settle.taken(carrier, gone, outcome);
        }
    }
}
