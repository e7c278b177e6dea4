package dev.kith.engine.store;

import static java.time.temporal.ChronoUnit.MILLIS;
import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * One change of one consent, kept as evidence.
 *
 * @param change opt-in, opt-out or opt-out-seen
 * @param rule the rule that decided it, or what else caused it
 */
public record LedgerEntry(String contactKey, ConsentKey consent, String change, String rule, Instant at) {
    public LedgerEntry {
        requireNonNull(contactKey, "contactKey");
        requireNonNull(consent, "consent");
        requireNonNull(change, "change");
        requireNonNull(rule, "rule");
        at = at.truncatedTo(MILLIS);
    }
}
