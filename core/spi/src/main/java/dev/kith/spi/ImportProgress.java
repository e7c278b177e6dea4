package dev.kith.spi;

import static java.util.Objects.requireNonNull;

/**
 * How far an import is.
 *
 * @param message what the audience says of it, without personal data; may be empty
 */
public record ImportProgress(State state, String message) {

    /** The states of an import. */
    public enum State {
        /** Nothing was uploaded yet, or not to its end; no profile is written. */
        WAITING_FOR_FILE,
        /** Uploaded; the audience has not begun. */
        QUEUED,
        /** The audience is writing. */
        IN_PROGRESS,
        /** Ended; single rows may have failed all the same. */
        COMPLETED,
        /** Ended with an error, or unfinished for a day; some rows may be written. */
        FAILED,
        /** Nothing was uploaded in time; no profile is written. */
        LAPSED;

        /** Whether the state changes no more. */
        public boolean isEnd() {
            return this == COMPLETED || this == FAILED || this == LAPSED;
        }
    }

    public ImportProgress {
        requireNonNull(state, "state");
        requireNonNull(message, "message");
    }
}
