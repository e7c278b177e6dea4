package dev.kith.engine.home;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;

/**
 * What {@code kith.yaml} says.
 *
 * @param host the loopback address to listen on
 * @param port 0 for any free one
 * @param names host names, beside the loopback ones, by which the server may be called
 * @param database absolute
 */
public record ServerSettings(String host, int port, List<String> names, Path database) {
    public ServerSettings {
        requireNonNull(host, "host");
        names = List.copyOf(names);
        requireNonNull(database, "database");
    }
}
