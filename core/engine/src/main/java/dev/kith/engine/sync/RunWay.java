package dev.kith.engine.sync;

import dev.kith.engine.store.Run;
import dev.kith.spi.ConnectorException;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/** What a claimed run does, to its end. */
interface RunWay {
    /**
     * Goes to the end. Blocks.
     *
     * @throws ConnectorException the failure that ends the run
     */
    Pass.Ending go() throws InterruptedException, ConnectorException;

    /** Finds the way of a run. */
    interface Maker {
        /**
         * Blocks on both systems.
         *
         * @param reader reads ahead
         * @param stop when true, the run stops within a page
         * @throws ConnectorException when a system can't be asked
         */
        RunWay make(Run run, String owner, Executor reader, BooleanSupplier stop) throws ConnectorException;
    }
}
