package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.plugin.Waiting;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the host's wiring hands to the engine.
 *
 * @param pluginFolders where connector JARs lie
 * @param env reads environment variables, for secrets
 * @param waiting how connectors and runs wait; empty to really wait
 */
public record EngineOptions(
        Clock clock,
        CrashPoint crash,
        List<Path> pluginFolders,
        Function<String, @Nullable String> env,
        Optional<Waiting> waiting) {
    public EngineOptions {
        requireNonNull(clock, "clock");
        requireNonNull(crash, "crash");
        pluginFolders = List.copyOf(pluginFolders);
        requireNonNull(env, "env");
        requireNonNull(waiting, "waiting");
    }

    /** With waits that take their time. */
    public EngineOptions(
            Clock clock, CrashPoint crash, List<Path> pluginFolders, Function<String, @Nullable String> env) {
        this(clock, crash, pluginFolders, env, Optional.empty());
    }
}
