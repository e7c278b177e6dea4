package dev.kith.web.command;

import dev.kith.engine.home.Home;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names the home; a picocli mixin. */
public final class HomeOption {
    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "the run-time home (default: the variable KITH_HOME, else ./home)")
    @Nullable
    Path dir;

    /** The home, whether it exists or not. */
    public Home home(Shell shell) {
        String variable = shell.env().apply("KITH_HOME");
        Path fallback = variable == null || variable.isBlank() ? Path.of("home") : Path.of(variable);
        return Home.at(dir == null ? fallback : dir);
    }

    /** The home; fails when there is none. */
    public Home existing(Shell shell) {
        Home home = home(shell);
        if (!Files.isDirectory(home.dir())) {
            throw new CommandFailed("There is no home in " + home + ". Make one with \"kith init " + home
                    + "\", or name another with --home.");
        }
        return home;
    }
}
