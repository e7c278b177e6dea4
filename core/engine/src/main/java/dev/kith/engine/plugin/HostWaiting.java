package dev.kith.engine.plugin;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Really waits, until the time is over or the host stops. */
public final class HostWaiting implements Waiting, AutoCloseable {
    private static final Duration LONGEST = Duration.ofDays(1);

    private final CountDownLatch stopping = new CountDownLatch(1);

    @Override
    public void pause(Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            return;
        }
        Duration bounded = duration.compareTo(LONGEST) > 0 ? LONGEST : duration;
        try {
            if (stopping.await(bounded.toNanos(), NANOSECONDS)) {
                throw stopping();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw stopping();
        }
    }

    /** Ends every wait, now and later. */
    @Override
    public void close() {
        stopping.countDown();
    }

    static ConnectorException stopping() {
        return new ConnectorException(Kind.TRANSIENT, "The host is stopping, so the wait was given up.");
    }
}
