package dev.kith.engine.sync;

import dev.kith.engine.store.Link;
import dev.kith.engine.store.ListMember;
import dev.kith.engine.store.ListMember.State;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares who is on a list now with what was done for its members before. Pure.
 *
 * @param next what each member is to be noted as; {@link State#OWED} before its profile is written
 * @param toWrite members whose profile is to be given the membership
 * @param withoutProfile members in scope, or never evaluated, that have no profile
 */
record ListDiff(Map<String, State> next, Set<String> toWrite, Set<String> withoutProfile) {
    ListDiff {
        next = Map.copyOf(next);
        toWrite = Collections.unmodifiableSortedSet(new TreeSet<>(toWrite));
        withoutProfile = Set.copyOf(withoutProfile);
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
        Set<String> toWrite = new TreeSet<>();
        Set<String> withoutProfile = new TreeSet<>();
        for (String key : members) {
            Link link = links.get(key);
            State state = next(link, before.get(key), force);
            next.put(key, state);
            if (link == null || (link.inScope() && !link.profile())) {
                withoutProfile.add(key);
            } else if (link.inScope() && state == State.OWED) {
                toWrite.add(key);
            }
        }
        return new ListDiff(next, toWrite, withoutProfile);
    }

    private static State next(@Nullable Link link, @Nullable ListMember before, boolean force) {
        if (link != null && link.inScope() && link.profile()) {
            return !force && before != null && before.state() == State.SET ? State.SET : State.OWED;
        }
        // What a profile may have of the list is known until the contact leaves it, tied to its contact or not.
        Optional<State> written =
                Optional.ofNullable(before).map(ListMember::state).filter(State::mayBeWritten);
        return written.orElse(link == null || link.inScope() ? State.WAITING : State.OUTSIDE);
    }

    /** Members that have it. */
    List<String> unchanged() {
        return next.entrySet().stream()
                .filter(entry -> entry.getValue() == State.SET)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Members that get nothing, since they don't meet the conditions. */
    List<String> outOfScope() {
        return next.entrySet().stream()
                .filter(entry -> entry.getValue() != State.SET
                        && !toWrite.contains(entry.getKey())
                        && !withoutProfile.contains(entry.getKey()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
