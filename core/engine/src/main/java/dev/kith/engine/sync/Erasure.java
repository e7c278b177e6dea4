package dev.kith.engine.sync;

import dev.kith.engine.store.Link;
import dev.kith.engine.store.StagedAction;
import dev.kith.engine.store.StagedKind;
import dev.kith.engine.store.StagedState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a profile would be erased; a person's word about the one is none about the other. Pure. */
enum Erasure {
    GONE("gone"),
    OUT_OF_SCOPE("out of scope");

    private static final List<String> PARTS = List.of("the profile");

    private final String basis;

    Erasure(String basis) {
        this.basis = basis;
    }

    /** Whether there is, or may be, a profile to erase. */
    static boolean isOf(Link link) {
        return link.profile() || link.dirty();
    }

    /** @param run the run that stages it; 0 for an event */
    StagedAction action(String key, StagedState state, long run, Instant now) {
        return new StagedAction(key, StagedKind.ERASE, PARTS, basis, state, run, now);
    }

    /** @param staged the erasure of a contact that is staged, if there is one */
    boolean isIn(@Nullable StagedAction staged, StagedState state) {
        return staged != null
                && staged.state() == state
                && staged.basis().equals(basis)
                && staged.parts().equals(PARTS);
    }
}
