package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.GuardLimit;
import dev.kith.engine.store.StagedAction;
import dev.kith.engine.store.StagedActions;
import dev.kith.engine.store.StagedKind;
import dev.kith.engine.store.StagedState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides about the erasures of events, one at a time. */
record EventErasures(StagedActions staged, GuardLimit limit) {
    EventErasures {
        requireNonNull(staged, "staged");
        requireNonNull(limit, "limit");
    }

    /**
     * What becomes of an erasure.
     *
     * @param mayGo whether the profile may be erased now
     * @param waiting what has to be staged otherwise; empty where a person has said no
     */
    record Verdict(boolean mayGo, List<StagedAction> waiting) {
        Verdict {
            waiting = List.copyOf(waiting);
        }
    }

    /** Decides, and remembers for 24 hours that it was asked. */
    Verdict judge(String integration, String key, Erasure why, Instant now) {
        StagedAction before = of(integration, key);
        if (why.isIn(before, StagedState.RELEASED)) {
            return new Verdict(true, List.of());
        }
        if (why.isIn(before, StagedState.REJECTED)) {
            return new Verdict(false, List.of());
        }
        return staged.admit(integration, StagedKind.ERASE, key, limit)
                ? new Verdict(true, List.of())
                : new Verdict(false, List.of(why.action(key, StagedState.HELD, 0, now)));
    }

    boolean isReleased(String integration, String key, Erasure why) {
        return why.isIn(of(integration, key), StagedState.RELEASED);
    }

    private @Nullable StagedAction of(String integration, String key) {
        return staged.of(integration, List.of(key)).getOrDefault(key, Map.of()).get(StagedKind.ERASE);
    }
}
