package dev.kith.web.demo;

import static java.util.Objects.requireNonNull;

import dev.kith.web.command.CommandFailed;
import dev.kith.web.command.Ending;
import dev.kith.web.command.HomeOption;
import dev.kith.web.command.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kith simulate}: runs one simulator alone until the process is told to end. */
@Command(name = "simulate", description = "Runs one simulator alone, with its state in the home.")
public final class SimulateCommand implements Callable<Integer> {
    private static final Set<String> NAMES = Set.of("tribe", "apsis-one");

    private final Shell shell;

    @Parameters(index = "0", paramLabel = "SYSTEM", description = "tribe or apsis-one")
    private String name = "";

    @Option(names = "--port", description = "port on 127.0.0.1 (default: the last one used, else any)")
    @Nullable
    private Integer port;

    @Option(names = "--contacts", description = "contacts to make when there is no state yet (default: 1000)")
    private int contacts = 1000;

    @Option(names = "--seed", description = "seed of the made data (default: 1)")
    private long seed = 1;

    @Mixin
    private HomeOption home = new HomeOption();

    public SimulateCommand(Shell shell) {
        this.shell = requireNonNull(shell, "shell");
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!NAMES.contains(name)) {
            throw new CommandFailed("There is no simulator \"" + name + "\"; there are tribe and apsis-one.");
        }
        Path state = home.home(shell).simulators();
        Files.createDirectories(state);
        List<String> command = new ArrayList<>(Simulator.java(shell.distributionFolder(), name));
        command.addAll(List.of("--state", state.toString(), "--contacts", String.valueOf(contacts)));
        command.addAll(List.of("--seed", String.valueOf(seed)));
        if (port != null) {
            command.addAll(List.of("--port", String.valueOf(port)));
        }
        Process process = new ProcessBuilder(command).inheritIO().start();
        Ending.closeAtExit(() -> {
            process.destroy();
            process.waitFor();
        });
        return process.waitFor();
    }
}
