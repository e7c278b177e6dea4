package dev.kith.spi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * Which contacts a reading is for.
 *
 * @param scope the kind of choice
 * @param since the moment of {@link Scope#CHANGED} and {@link Scope#CREATED}; else empty
 * @param list the key of the saved list of {@link Scope#MEMBERS}; else empty
 */
public record Reading(Scope scope, Optional<Instant> since, Optional<String> list) {
    /** The kinds of choice. */
    public enum Scope {
        ALL,
        /** Those created or changed at or after a moment. */
        CHANGED,
        /** Those created at or after a moment. */
        CREATED,
        /** Those on a {@link SavedList}. */
        MEMBERS
    }

    public Reading {
        requireNonNull(scope, "scope");
        requireNonNull(since, "since");
        requireNonNull(list, "list");
        boolean dated = scope == Scope.CHANGED || scope == Scope.CREATED;
        if (since.isPresent() != dated || list.isPresent() != (scope == Scope.MEMBERS)) {
            throw new IllegalArgumentException("A reading of scope " + scope + " can't have since " + since
                    + " and list " + list + ". Use the factory methods.");
        }
    }

    public static Reading all() {
        return new Reading(Scope.ALL, Optional.empty(), Optional.empty());
    }

    public static Reading changedSince(Instant since) {
        return new Reading(Scope.CHANGED, Optional.of(since), Optional.empty());
    }

    public static Reading createdSince(Instant since) {
        return new Reading(Scope.CREATED, Optional.of(since), Optional.empty());
    }

    /**
     * Those on a saved list now.
     *
     * @param list {@link SavedList#key}
     */
    public static Reading membersOf(String list) {
        return new Reading(Scope.MEMBERS, Optional.empty(), Optional.of(list));
    }
}
