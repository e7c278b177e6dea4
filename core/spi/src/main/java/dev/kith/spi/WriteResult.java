package dev.kith.spi;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * What became of one {@link ProfileWrite}.
 *
 * @param effect what happened to the profile itself
 * @param leftOut attributes that were not written, while the others were
 * @param consents one for each consent that was tried
 * @param failure why the write stopped before its end; what {@code effect} and {@code consents} say has happened all the
 *     same. TRANSIENT and THROTTLED ones are repeated by the host; REJECTED and BUG make the contact an issue; AUTH and
 *     CONFIG end the run
 */
public record WriteResult(
        Effect effect, List<LeftOut> leftOut, List<ConsentResult> consents, Optional<ConnectorException> failure) {

    /** What happened to a profile. */
    public enum Effect {
        CREATED,
        UPDATED,
        /** Neither created nor changed, or unknown because of the failure. */
        NONE
    }

    /**
     * An attribute that was not written.
     *
     * @param reason why, in a sentence that names no personal data
     * @param keyTaken whether the value is the key of another profile, which {@link ProfileMerger} may mend
     */
    public record LeftOut(String attribute, String reason, boolean keyTaken) {
        public LeftOut {
            requireNonNull(attribute, "attribute");
            requireNonNull(reason, "reason");
        }

        public LeftOut(String attribute, String reason) {
            this(attribute, reason, false);
        }
    }

    public WriteResult {
        requireNonNull(effect, "effect");
        leftOut = List.copyOf(leftOut);
        consents = List.copyOf(consents);
        requireNonNull(failure, "failure");
    }
}
