package dev.kith.engine.store;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/** A rule set that decides about contacts now: its version, the texts of its files, and since when. */
public record ActiveVersion(
        String version, String conditions, String mappings, String consents, String schema, Instant activatedAt) {
    public ActiveVersion {
        requireNonNull(version, "version");
        requireNonNull(conditions, "conditions");
        requireNonNull(mappings, "mappings");
        requireNonNull(consents, "consents");
        requireNonNull(schema, "schema");
        requireNonNull(activatedAt, "activatedAt");
    }
}
