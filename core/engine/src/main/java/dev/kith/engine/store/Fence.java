package dev.kith.engine.store;

import dev.kith.engine.store.StoreException.Kind;
import org.jdbi.v3.core.Handle;

/** Stops a host that lost its run from writing to it. */
final class Fence {
    private Fence() {}

    /** Throws, so that the unit of work is rolled back, unless the run's row was still the owner's to change. */
    static int require(long run, String owner, int changedRows) {
        if (changedRows == 1) {
            return changedRows;
        }
        throw new StoreException(
                Kind.OTHER,
                "Run %d is not running under \"%s\" any more, so nothing was written. Another host may have taken it over."
                        .formatted(run, owner),
                null);
    }

    /** The same for a unit of work that leaves the run's row as it is. */
    static int hold(Handle handle, long run, String owner) {
        return require(
                run,
                owner,
                handle.createUpdate("""
                                update run set owner = owner
                                where id = :run and owner = :owner and state = 'running'""").bind("run", run).bind("owner", owner).execute());
    }
}
