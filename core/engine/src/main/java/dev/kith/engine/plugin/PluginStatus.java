package dev.kith.engine.plugin;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What became of one JAR in a plugin folder.
 *
 * @param id the manifest's {@code Plugin-Id}, else the file's name
 * @param version the manifest's {@code Plugin-Version}, else empty
 * @param kinds the connector kinds that can be used; none when there is a problem
 * @param problem why the JAR isn't used, in a sentence with what to do
 */
public record PluginStatus(String id, String version, Path file, List<String> kinds, Optional<String> problem) {
    public PluginStatus {
        requireNonNull(id, "id");
        requireNonNull(version, "version");
        requireNonNull(file, "file");
        kinds = List.copyOf(kinds);
        requireNonNull(problem, "problem");
    }
}
