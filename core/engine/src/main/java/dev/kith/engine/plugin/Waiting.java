package dev.kith.engine.plugin;

import java.time.Duration;

/** How threads wait: {@link HostWaiting} really waits, tests move a clock instead. */
public interface Waiting {

    /**
     * Waits that long; at once when it isn't positive.
     *
     * @throws dev.kith.spi.ConnectorException TRANSIENT when the host is stopping
     */
    void pause(Duration duration);
}
