package dev.kith.engine.store;

import static java.util.Arrays.stream;

import java.util.Locale;
import java.util.Optional;

/**
 * Where a run is in its life.
 *
 * <ol>
 *   <li>{@code QUEUED}: asked for, not started.
 *   <li>{@code RUNNING}: a host works on it, which its owner and lease tell.
 *   <li>{@code INTERRUPTED}: its host went away; it is resumed from its cursor.
 *   <li>{@code COMPLETED}, {@code CANCELLED} or {@code FAILED}: ended for good.
 * </ol>
 */
public enum RunState {
    QUEUED,
    RUNNING,
    INTERRUPTED,
    COMPLETED,
    CANCELLED,
    FAILED;

    public boolean isEnded() {
        return this == COMPLETED || this == CANCELLED || this == FAILED;
    }

    /** The name in the database and in REST. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<RunState> of(String word) {
        return stream(values()).filter(state -> state.word().equals(word)).findAny();
    }
}
