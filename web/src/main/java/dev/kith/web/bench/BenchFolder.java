package dev.kith.web.bench;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder for one measurement, gone afterwards with all that is in it. */
final class BenchFolder implements AutoCloseable {
    private final Path path;

    private BenchFolder(Path path) {
        this.path = requireNonNull(path, "path");
    }

    static BenchFolder make() throws IOException {
        return new BenchFolder(Files.createTempDirectory("kith-bench"));
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + path + " can't be deleted; do so by hand: " + e, e);
        }
    }
}
