package dev.kith.engine.sync;

import dev.kith.engine.store.Link;
import dev.kith.engine.store.ListMember;
import dev.kith.engine.store.ListMember.State;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares who is on a list now with what was done for its members before. Pure.
 *
 * @param next what each member is to be noted as; {@link State#OWED} before its profile is written
 */
record ListDiff(Map<String, State> next) {
    ListDiff {
        next = Map.copyOf(next);
    }

    /**
     * Compares one page of members.
     *
     * @param links our memory of them; none for a contact never evaluated
     * @param before how far their memberships had come
     * @param force writes also what the profiles have
     */
    static ListDiff of(
            Collection<String> members, Map<String, Link> links, Map<String, ListMember> before, boolean force) {
        Map<String, State> next = new TreeMap<>();
        for (String key : members) {
            next.put(key, next(links.get(key), before.get(key), force));
        }
        return new ListDiff(next);
    }

    private static State next(@Nullable Link link, @Nullable ListMember before, boolean force) {
        if (link == null) {
            return State.WAITING;
        }
        Optional<State> was = Optional.ofNullable(before).map(ListMember::state);
        if (!link.inScope()) {
            // What the profile has of the list stays until the contact leaves it.
            return was.filter(State::mayBeWritten)
                    .filter(state -> link.profile())
                    .orElse(State.OUTSIDE);
        }
        if (!link.profile()) {
            return State.WAITING;
        }
        return force ? State.OWED : was.filter(state -> state == State.SET).orElse(State.OWED);
    }

    /** Contacts that are to be noted so, in the order of their keys. */
    List<String> with(State state) {
        return next.entrySet().stream()
                .filter(entry -> entry.getValue() == state)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }
}
