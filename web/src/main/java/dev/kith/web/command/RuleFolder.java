package dev.kith.web.command;

import dev.kith.engine.home.Home;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The parameter that names a rule set: a folder, or the name of one in the home's {@code rules/}; a picocli mixin. */
final class RuleFolder {
    @Parameters(
            index = "0",
            paramLabel = "DIR",
            description = "the folder with the three .drl files and schema.yaml, or its name in the home's rules/")
    private Path dir = Path.of("");

    @Mixin
    private HomeOption home = new HomeOption();

    Home home(Shell shell) {
        return home.home(shell);
    }

    Path path(Shell shell) {
        return path(home.home(shell), dir);
    }

    static Path path(Home home, Path dir) {
        Path inHome = home.dir().resolve("rules").resolve(dir);
        return !Files.isDirectory(dir) && Files.isDirectory(inHome) ? inHome : dir;
    }
}
