package dev.kith.engine.store;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A version that was activated at some time.
 *
 * @param activatedAt the last time
 * @param active whether it decides now
 */
public record VersionInfo(String version, Instant activatedAt, boolean active) {
    public VersionInfo {
        requireNonNull(version, "version");
        requireNonNull(activatedAt, "activatedAt");
    }
}
