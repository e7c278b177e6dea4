package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.Link;
import dev.kith.engine.store.ListCarrier;
import dev.kith.engine.store.ListKind;
import dev.kith.engine.store.ListMember;
import dev.kith.engine.store.ListMember.State;
import dev.kith.engine.store.ListSettings;
import dev.kith.engine.store.Store;
import dev.kith.spi.ConnectorException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives members of lists the membership when they had no profile at the import and have one now (D36). */
final class ListGiving {
    private static final Logger log = LoggerFactory.getLogger(ListGiving.class);
    private static final int AT_A_TIME = 100;

    private final String integration;
    private final Store store;
    private final Supplier<ListWriter> writer;
    private final Supplier<EventTools> tools;
    private final ContactLocks locks;

    /** @param writer without patience: others wait for the contacts it works on */
    ListGiving(
            String integration,
            Store store,
            Supplier<ListWriter> writer,
            Supplier<EventTools> tools,
            ContactLocks locks) {
        this.integration = requireNonNull(integration, "integration");
        this.store = requireNonNull(store, "store");
        this.writer = requireNonNull(writer, "writer");
        this.tools = requireNonNull(tools, "tools");
        this.locks = requireNonNull(locks, "locks");
    }

    /**
     * Looks through all lists once.
     *
     * @throws ConnectorException when the audience can't be had; the others still wait
     */
    void give(BooleanSupplier stop) {
        for (ListSettings list : store.savedLists().list(integration)) {
            if (list.kind() != ListKind.OFF) {
                give(list, stop);
            }
        }
    }

    private void give(ListSettings list, BooleanSupplier stop) {
        List<String> ready = store.listMembers().ready(list, "", AT_A_TIME);
        if (ready.isEmpty() || isManaged(list.carrier())) {
            return;
        }
        while (!ready.isEmpty() && !stop.getAsBoolean()) {
            give(list, ready, stop);
            ready = store.listMembers().ready(list, ready.get(ready.size() - 1), AT_A_TIME);
        }
    }

    /** A mapping has come to write to it; the next import says so. */
    private boolean isManaged(ListCarrier carrier) {
        EventTools now = tools.get();
        return carrier.type() == ListCarrier.Type.ATTRIBUTE
                && now.managed().attributes().contains(now.audience().nameOf(carrier.id()));
    }

    /** Looked at again with the locks held: an import may have come between. */
    private void give(ListSettings list, List<String> keys, BooleanSupplier stop) {
        try (ContactLocks.Held held = locks.hold(keys)) {
            Map<String, ListMember> known = store.listMembers().known(list, keys);
            Map<String, Link> links = store.links().find(integration, keys);
            List<String> still = known.values().stream()
                    .filter(member -> member.state() == State.WAITING || member.state() == State.OWED)
                    .map(ListMember::contactKey)
                    .filter(key -> Optional.ofNullable(links.get(key))
                            .filter(link -> link.profile() && link.inScope())
                            .isPresent())
                    .sorted()
                    .toList();
            store.listMembers().move(list, still, State.OWED);
            ListWriter.Outcome outcome = writer.get().give(list.carrier(), still, stop);
            store.listMembers().move(list, outcome.done(), State.SET);
            outcome.refused()
                    .forEach((key, failure) -> log.warn(
                            "Contact {} on list \"{}\" of \"{}\" was refused; the next import lists it: {}",
                            key,
                            list.title(),
                            integration,
                            failure.getMessage()));
        }
    }
}
