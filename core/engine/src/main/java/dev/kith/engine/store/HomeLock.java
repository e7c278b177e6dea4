package dev.kith.engine.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Keeps a second host away from a database for as long as the first has it open. */
final class HomeLock implements AutoCloseable {
    private final Path database;
    private final FileChannel channel;

    private HomeLock(Path database, FileChannel channel) {
        this.database = database;
        this.channel = channel;
    }

    static HomeLock take(Path database) {
        HomeLock lock = open(database);
        try {
            if (lock.tryLock() != null) {
                return lock;
            }
        } catch (OverlappingFileLockException | IOException e) {
            lock.close();
            throw e instanceof IOException ? StoreFault.of(database, e) : StoreFault.locked(database, e);
        }
        lock.close();
        throw StoreFault.locked(database, null);
    }

    private static HomeLock open(Path database) {
        Path file = database.resolveSibling(database.getFileName() + ".lock");
        try {
            Files.createDirectories(database.toAbsolutePath().getParent());
            return new HomeLock(database, FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        } catch (IOException e) {
            throw StoreFault.of(database, e);
        }
    }

    private @Nullable FileLock tryLock() throws IOException {
        return channel.tryLock();
    }

    /** Gives the lock up; the file stays, since removing it could let two hosts lock two files of one name. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw StoreFault.of(database, e);
        }
    }
}
