package dev.kith.engine.store;

import static java.util.Arrays.stream;
import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Optional;

/**
 * A contact that was on a list when it was last imported.
 *
 * @param carrier where its membership stands
 * @param seenRun the run that last read it as a member; negative when that was before the run was interrupted
 */
public record ListMember(String contactKey, ListCarrier carrier, State state, long seenRun) {
    /** How far its membership has come. */
    public enum State {
        /** Doesn't meet the conditions: its profile, if any, is left alone. */
        OUTSIDE,
        /** Has no profile yet. */
        WAITING,
        /** About to be written, or the profile may have it: not known to be written, or written before it was let go. */
        OWED,
        /** The profile has it. */
        SET;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<State> of(String word) {
            return stream(values()).filter(state -> state.word().equals(word)).findAny();
        }

        /** Whether the profile may have something of the list. */
        public boolean mayBeWritten() {
            return this == OWED || this == SET;
        }
    }

    public ListMember {
        requireNonNull(contactKey, "contactKey");
        requireNonNull(carrier, "carrier");
        requireNonNull(state, "state");
    }
}
