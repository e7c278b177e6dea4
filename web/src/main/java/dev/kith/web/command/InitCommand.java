package dev.kith.web.command;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.home.Home;
import dev.kith.engine.home.HomeFiles;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code kith init DIR}: makes a new home. */
@Command(name = "init", description = "Makes a new home: settings to fill in, folders for rules, secrets, connectors.")
final class InitCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(index = "0", paramLabel = "DIR", description = "the folder to make it in")
    private Path dir = Path.of("home");

    InitCommand(Shell shell) {
        this.shell = requireNonNull(shell, "shell");
    }

    @Override
    public Integer call() {
        Home home = Home.at(dir);
        HomeFiles.init(home);
        shell.out().println("Made a home in " + home + ".");
        shell.out()
                .println("Next: fill in integrations/tribe.yaml.example and drop its ending .example, put a rule set "
                        + "into rules/, then \"kith check --home " + dir + "\".");
        return 0;
    }
}
