package dev.kith.engine.store;

import dev.kith.engine.store.StoreException.Kind;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Finds out what a failure of the database or its files means for the people who run Kith. */
final class StoreFault {
    private StoreFault() {}

    static StoreException of(Path file, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            StoreException known = known(file, cause, failure);
            if (known != null) {
                return known;
            }
        }
        return exception(Kind.OTHER, file, "failed: " + Objects.toString(failure.getMessage()) + ".", failure);
    }

    static StoreException locked(Path file, @Nullable Throwable failure) {
        return exception(
                Kind.LOCKED,
                file,
                "is in use by another Kith. Stop the other one, or give this one its own home.",
                failure);
    }

    private static @Nullable StoreException known(Path file, Throwable cause, Throwable failure) {
        if (cause instanceof StoreException known) {
            return known;
        }
        if (cause instanceof SQLiteException sqlite) {
            return sqlite(file, sqlite.getResultCode(), failure);
        }
        return cause instanceof FileSystemException files ? files(file, files, failure) : null;
    }

    private static StoreException sqlite(Path file, SQLiteErrorCode code, Throwable failure) {
        return switch (SQLiteErrorCode.getErrorCode(code.code & 0xff)) {
            case SQLITE_BUSY, SQLITE_LOCKED ->
                exception(
                        Kind.LOCKED,
                        file,
                        "is locked by another program. Close what has it open, then try again.",
                        failure);
            case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM -> readOnly(file, failure);
            case SQLITE_FULL -> full(file, failure);
            case SQLITE_NOTADB ->
                exception(
                        Kind.DAMAGED,
                        file,
                        "is not a database. Move the file away, or restore it from a backup.",
                        failure);
            case SQLITE_CORRUPT ->
                exception(Kind.DAMAGED, file, "is damaged. Stop Kith and restore the file from a backup.", failure);
            case SQLITE_IOERR ->
                exception(Kind.OTHER, file, "could not be read or written (" + code + "). Check the disk.", failure);
            default -> exception(Kind.OTHER, file, "failed with " + code + ".", failure);
        };
    }

    private static StoreException files(Path file, FileSystemException cause, Throwable failure) {
        String reason = Objects.toString(cause.getReason(), "");
        if (cause instanceof AccessDeniedException || reason.contains("Read-only")) {
            return readOnly(file, failure);
        }
        if (reason.contains("No space left")) {
            return full(file, failure);
        }
        return exception(Kind.OTHER, file, "could not be opened: " + cause + ".", failure);
    }

    private static StoreException readOnly(Path file, Throwable failure) {
        return exception(
                Kind.READ_ONLY, file, "cannot be written. Let this user write the file and its folder.", failure);
    }

    private static StoreException full(Path file, Throwable failure) {
        return exception(Kind.FULL, file, "has no room: the disk is full. Free some space, then go on.", failure);
    }

    private static StoreException exception(Kind kind, Path file, String finding, @Nullable Throwable failure) {
        return new StoreException(kind, "Database " + file + " " + finding, failure);
    }
}
