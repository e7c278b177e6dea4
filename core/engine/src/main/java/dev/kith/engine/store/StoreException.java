package dev.kith.engine.store;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** The database could not do what was asked; nothing of the failed unit of work was written. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    public enum Kind {
        /** Another process uses the database. */
        LOCKED,
        /** The file or its folder cannot be written. */
        READ_ONLY,
        /** The disk is full. */
        FULL,
        /** The file is no database, or a broken one. */
        DAMAGED,
        OTHER
    }

    private final Kind kind;

    StoreException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = requireNonNull(kind, "kind");
    }

    public Kind kind() {
        return kind;
    }
}
