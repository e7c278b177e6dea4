package dev.kith.engine.store;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * A label change that isn't done yet.
 *
 * @param since when it became owed
 * @param tries how often the CRM was asked in vain
 * @param triedAt when it was asked last
 * @param cause why it isn't done; empty before the first try
 */
public record OwedLabel(LabelChange change, Instant since, long tries, Optional<Instant> triedAt, String cause) {
    public OwedLabel {
        requireNonNull(change, "change");
        requireNonNull(since, "since");
        requireNonNull(triedAt, "triedAt");
        requireNonNull(cause, "cause");
    }
}
