package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.GuardLimit;
import dev.kith.engine.store.StagedActions;
import dev.kith.engine.store.StagedKind;
import dev.kith.engine.store.StagedState;

/** Decides at once about what an event would do: by how many contacts had the same kind of action in the last 24 hours. */
record EventRuling(String integration, StagedActions staged, GuardLimit limit) implements Gate.Ruling {
    EventRuling {
        requireNonNull(integration, "integration");
        requireNonNull(staged, "staged");
        requireNonNull(limit, "limit");
    }

    @Override
    public boolean admits(StagedKind kind, String contactKey) {
        return staged.admit(integration, kind, contactKey, limit);
    }

    @Override
    public StagedState state() {
        return StagedState.HELD;
    }

    @Override
    public long run() {
        return 0;
    }
}
