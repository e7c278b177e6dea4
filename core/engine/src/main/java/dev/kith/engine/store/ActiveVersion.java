package dev.kith.engine.store;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/** A rule set that decides about contacts now: its version, the texts of its files, and since when. */
public record ActiveVersion(String version, RuleTexts texts, Instant activatedAt) {
    public ActiveVersion {
        requireNonNull(version, "version");
        requireNonNull(texts, "texts");
        requireNonNull(activatedAt, "activatedAt");
    }
}
