package dev.kith.spi;

import static java.util.Objects.requireNonNull;

/**
 * What became of one label of a {@link LabelWrite}, seen by reading the contact again.
 *
 * @param label the id of the label
 * @param message why, for {@link Outcome#REFUSED}; without personal data. Else empty
 */
public record LabelResult(String label, Outcome outcome, String message) {
    /** What a reading after the write showed. */
    public enum Outcome {
        /** It is as wanted now. */
        WRITTEN,
        /** It was as wanted before; nothing was written. */
        ALREADY,
        /**
         * It is as it was: the CRM refused the change, or said it was done and it wasn't. The host reports it and tries
         * again at the next sync.
         */
        REFUSED,
        /** There is no such contact, or it is hidden. */
        NO_CONTACT
    }

    public LabelResult {
        requireNonNull(label, "label");
        requireNonNull(outcome, "outcome");
        requireNonNull(message, "message");
    }
}
