package dev.kith.spi;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How imports must be sized and spaced.
 *
 * @param fewestRows fewer writes are better sent one by one
 * @param mostRows no import has more rows
 * @param atOnce how many imports may be under way for the account, from request to end
 * @param pollEvery the longest wait between two calls of {@link BulkProfileSink#progress}; the host begins with shorter ones
 */
public record BulkLimits(int fewestRows, int mostRows, int atOnce, Duration pollEvery) {
    public BulkLimits {
        requireNonNull(pollEvery, "pollEvery");
    }
}
