package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.engine.store.Link;
import dev.kith.engine.store.ListCarrier;
import dev.kith.engine.store.ListMember;
import dev.kith.engine.store.ListMember.State;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ListDiffTest {
    private static final String ADA = "ada";
    private static final ListCarrier CARRIER = new ListCarrier(ListCarrier.Type.ATTRIBUTE, "vip");

    @Test
    void d35AMemberWithAProfileIsOwedTheMembership() {
        assertThat(next(link(true, true), Map.of(), false)).isEqualTo(State.OWED);
    }

    @Test
    void aMemberWhoHasItIsLeftAloneUnlessForced() {
        assertThat(next(link(true, true), Map.of(ADA, State.SET), false)).isEqualTo(State.SET);
        assertThat(next(link(true, true), Map.of(ADA, State.SET), true)).isEqualTo(State.OWED);
    }

    @Test
    void whatMayHaveBeenWrittenIsWrittenAgain() {
        assertThat(next(link(true, true), Map.of(ADA, State.OWED), false)).isEqualTo(State.OWED);
    }

    @Test
    void d36AMemberWithoutAProfileWaits() {
        assertThat(ListDiff.of(List.of(ADA), Map.of(), Map.of(), false).next()).containsEntry(ADA, State.WAITING);
        assertThat(next(link(false, true), Map.of(), true)).isEqualTo(State.WAITING);
    }

    @Test
    void aMemberWithoutAProfileThatMayHaveTheMembershipIsNotWrittenAndNotForgotten() {
        for (Link link : List.of(link(false, true), link(false, false))) {
            ListDiff diff = diff(link, Map.of(ADA, State.OWED), true);
            assertThat(diff.next()).containsEntry(ADA, State.OWED);
            assertThat(diff.toWrite()).isEmpty();
        }
        assertThat(diff(link(false, true), Map.of(ADA, State.OWED), false).withoutProfile())
                .containsExactly(ADA);
    }

    @Test
    void aMemberOutOfScopeWhoMayHaveItIsNotWritten() {
        ListDiff diff = diff(link(true, false), Map.of(ADA, State.OWED), false);
        assertThat(diff.toWrite()).isEmpty();
        assertThat(diff.outOfScope()).containsExactly(ADA);
    }

    @Test
    void aMemberOutOfScopeGetsNothingAndKeepsWhatItHas() {
        assertThat(next(link(false, false), Map.of(), true)).isEqualTo(State.OUTSIDE);
        assertThat(next(link(true, false), Map.of(), true)).isEqualTo(State.OUTSIDE);
        assertThat(next(link(true, false), Map.of(ADA, State.SET), true)).isEqualTo(State.SET);
    }

    @Test
    void aWaitingMemberWhoseProfileExistsNowIsOwedIt() {
        assertThat(next(link(true, true), Map.of(ADA, State.WAITING), false)).isEqualTo(State.OWED);
    }

    private static State next(Link link, Map<String, State> before, boolean force) {
        return requireNonNull(diff(link, before, force).next().get(ADA));
    }

    private static ListDiff diff(Link link, Map<String, State> before, boolean force) {
        Map<String, ListMember> known = new HashMap<>();
        before.forEach((key, state) -> known.put(key, new ListMember(key, CARRIER, state, 1)));
        return ListDiff.of(List.of(ADA), Map.of(ADA, link), known, force);
    }

    private static Link link(boolean profile, boolean inScope) {
        return new Link(
                "tribe", ADA, profile, profile, inScope, Map.of(), Map.of(), Map.of(), "", "hash", "v1", "r1", false,
                1);
    }
}
