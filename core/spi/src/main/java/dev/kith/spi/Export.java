package dev.kith.spi;

import java.util.Optional;

/** Rows that a connector reads one after the other, however many there are. One thread; the reader closes it. */
public interface Export<T> extends AutoCloseable {

    /**
     * The next row. Blocks.
     *
     * @return empty after the last one
     * @throws ConnectorException TRANSIENT when it broke off: the host begins a new export
     */
    Optional<T> next();

    /** Frees the connection. Doesn't throw; a second call does nothing. */
    @Override
    void close();
}
