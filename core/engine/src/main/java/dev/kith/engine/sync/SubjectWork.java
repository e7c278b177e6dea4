package dev.kith.engine.sync;

import dev.kith.engine.store.EventClaim;
import dev.kith.spi.ConnectorException;

/** Works on the claimed events of one kind of subject, from asking the systems to the settle. */
interface SubjectWork {
    /**
     * Works on a claim and settles it. Blocks on both systems; called by several threads, never for one subject at a time.
     *
     * @throws ConnectorException when a system failed before the claim was settled: the caller settles it then
     */
    void work(EventClaim claim) throws ConnectorException;
}
