package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.StagedAction;
import dev.kith.engine.store.StagedActions;
import dev.kith.engine.store.StagedKind;
import dev.kith.engine.store.StagedState;
import dev.kith.engine.store.StagedVerdicts;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** What the guard of an integration holds, for those who look at it and decide about it. Thread-safe. */
public final class Staged {
    private final String integration;
    private final StagedActions actions;
    private final StagedVerdicts verdicts;
    private final Runnable wake;

    Staged(String integration, StagedActions actions, StagedVerdicts verdicts, Runnable wake) {
        this.integration = requireNonNull(integration, "integration");
        this.actions = requireNonNull(actions, "actions");
        this.verdicts = requireNonNull(verdicts, "verdicts");
        this.wake = requireNonNull(wake, "wake");
    }

    public List<StagedActions.Count> counts() {
        return actions.counts(integration);
    }

    /** How many actions wait for a person. */
    public long held() {
        return actions.held(integration);
    }

    /** How many actions of a kind wait for a person. */
    public long held(StagedKind kind) {
        return counts().stream()
                .filter(count -> count.kind() == kind && count.state() == StagedState.HELD)
                .mapToLong(StagedActions.Count::actions)
                .sum();
    }

    /** In the order of kinds and contact keys. */
    public List<StagedAction> list(Set<StagedKind> kinds, int limit, int offset) {
        return actions.list(integration, kinds, limit, offset);
    }

    /**
     * Lets what is held be delivered in the background; each contact is read again and planned anew. Audited.
     *
     * @param run only what this run staged; empty for all
     * @return how many actions
     */
    public int approve(Set<StagedKind> kinds, OptionalLong run, String actor, String reason) {
        int approved = verdicts.approve(integration, kinds, run, actor, reason);
        wake.run();
        return approved;
    }

    /** Leaves what is held undone, as long as a contact's plan is the same. Audited. Returns how many actions. */
    public int reject(Set<StagedKind> kinds, OptionalLong run, String actor, String reason) {
        return verdicts.reject(integration, kinds, run, actor, reason);
    }
}
