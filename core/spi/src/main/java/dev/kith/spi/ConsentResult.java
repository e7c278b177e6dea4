package dev.kith.spi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * What became of one {@link ConsentChange}.
 *
 * @param optedOutAt if the audience tells: when the person opted out, for {@link Outcome#OPT_OUT_KEPT}; for a withdrawal
 *     that was {@link Outcome#WRITTEN}, the moment that the audience itself gave to this very write, by its own clock, so
 *     that it isn't taken for the person's later (see {@link ConsentChange#ownOptOutAt}). Left out when it may be anybody
 *     else's
 * @param message the reason of {@link Outcome#REFUSED}; else empty
 */
public record ConsentResult(
        String subscription, Channel channel, Outcome outcome, Optional<Instant> optedOutAt, String message) {

    /** What happened. */
    public enum Outcome {
        /** Written now. */
        WRITTEN,
        /** It stood like that already; nothing was written. */
        ALREADY,
        /** An opt-in that was not written, because the person opted out in the audience. */
        OPT_OUT_KEPT,
        /** The audience refused it for good. */
        REFUSED
    }

    public ConsentResult {
        requireNonNull(subscription, "subscription");
        requireNonNull(channel, "channel");
        requireNonNull(outcome, "outcome");
        requireNonNull(optedOutAt, "optedOutAt");
        requireNonNull(message, "message");
    }
}
