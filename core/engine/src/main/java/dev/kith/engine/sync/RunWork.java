package dev.kith.engine.sync;

import dev.kith.engine.store.Run;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/** What a worker does with a run that it has claimed. */
interface RunWork {
    /**
     * Blocks until the run has come to an end, or is to be left.
     *
     * @param reader fetches pages ahead
     * @param stop true as soon as the run is cancelled or the host stops
     * @throws dev.kith.spi.ConnectorException when a system can't be asked
     */
    Pass.Ending go(Run run, String owner, Executor reader, BooleanSupplier stop) throws InterruptedException;
}
