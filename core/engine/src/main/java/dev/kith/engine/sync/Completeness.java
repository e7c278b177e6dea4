package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.Run;
import dev.kith.engine.store.RunKind;
import dev.kith.engine.store.RunState;
import dev.kith.engine.store.Store;

/** Decides, after the last page, whether a run of all contacts read all there was: a run that didn't is failed, never completed (D19). */
final class Completeness {
    private final Store store;

    Completeness(Store store) {
        this.store = requireNonNull(store, "store");
    }

    Pass.Ending check(Run run) {
        if (run.kind() == RunKind.NEW_CONTACTS) {
            return new Pass.Ending(RunState.COMPLETED, "");
        }
        Run now = store.runReads().find(run.integration(), run.id()).orElseThrow();
        long distinct =
                run.kind().isInert() ? now.counts().read() : store.links().seenIn(run.integration(), run.id());
        if (distinct == 0 && store.links().count(run.integration()) > 0) {
            return new Pass.Ending(
                    RunState.FAILED,
                    "The CRM returned no contacts, but " + store.links().count(run.integration())
                            + " are known. Nothing was removed. Check the rights of the connector's user, then run again.");
        }
        long counted = Math.min(now.firstTotal().orElse(0), now.lastTotal().orElse(0));
        if (distinct < counted) {
            return new Pass.Ending(
                    RunState.FAILED,
                    "Only " + distinct + " different contacts were read, but the CRM counts " + counted
                            + (run.kind().isInert() ? ". Run again." : ". What was read is synced. Run again."));
        }
        return new Pass.Ending(RunState.COMPLETED, "");
    }
}
