package dev.kith.web.command;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.home.Home;
import dev.kith.engine.home.HomeFiles;
import dev.kith.engine.home.HomeSettings;
import dev.kith.engine.home.Problem;
import dev.kith.engine.sync.CrashPoint;
import dev.kith.engine.sync.EngineOptions;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a command has around it: where it prints, the environment, the clock, and the folder of the distribution.
 *
 * @param env reads one variable, null when it isn't set
 * @param terminal whether a person watches what is printed, so that a bar may move
 */
public record Shell(
        PrintStream out,
        PrintStream err,
        Function<String, @Nullable String> env,
        Clock clock,
        boolean terminal,
        Optional<Path> distribution) {
    public Shell {
        requireNonNull(out, "out");
        requireNonNull(err, "err");
        requireNonNull(env, "env");
        requireNonNull(clock, "clock");
        requireNonNull(distribution, "distribution");
    }

    /** The built program with its connectors, simulators and rules. */
    public Path distributionFolder() {
        return distribution
                .filter(Files::isDirectory)
                .orElseThrow(() -> new CommandFailed("The built distribution isn't there: the system property "
                        + "kith.distribution must name its folder. The launcher ./kith sets it."));
    }

    /** What the host's wiring hands to the engine; the only place that knows of crash tests. */
    public EngineOptions engineOptions(Home home) {
        List<Path> plugins = distribution
                .map(folder -> List.of(folder.resolve("plugins"), home.plugins()))
                .orElse(List.of(home.plugins()));
        return new EngineOptions(clock, crashPoint(), plugins, env);
    }

    private CrashPoint crashPoint() {
        String step = env.apply("KITH_CRASH_AT");
        try {
            return step == null ? CrashPoint.none() : CrashPoint.haltAt(step);
        } catch (IllegalArgumentException e) {
            throw new CommandFailed("KITH_CRASH_AT is \"" + step + "\", which is no step of a run: " + e.getMessage());
        }
    }

    /** The settings of a home; fails with all problems of all files. */
    public HomeSettings settings(Home home) {
        HomeFiles.Read read = HomeFiles.read(home, env);
        return read.settings()
                .orElseThrow(() -> new CommandFailed(read.problems().stream()
                        .map(Problem::toString)
                        .collect(Collectors.joining(System.lineSeparator()))));
    }
}
