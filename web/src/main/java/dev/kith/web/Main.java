package dev.kith.web;

import dev.kith.web.bench.BenchCallsCommand;
import dev.kith.web.bench.BenchCommand;
import dev.kith.web.bench.BenchEventsCommand;
import dev.kith.web.command.KithCommand;
import dev.kith.web.command.Shell;
import dev.kith.web.demo.DemoCommand;
import dev.kith.web.demo.SimulateCommand;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import picocli.CommandLine;

/** Where the program begins. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Optional<Path> distribution =
                Optional.ofNullable(System.getProperty("kith.distribution")).map(Path::of);
        Shell shell = new Shell(
                System.out,
                System.err,
                System::getenv,
                Clock.systemUTC(),
                Boolean.getBoolean("kith.terminal"),
                distribution);
        System.exit(run(shell, args));
    }

    /** Runs one command; returns the exit code. */
    public static int run(Shell shell, String... args) {
        CommandLine line = KithCommand.commandLine(shell)
                .addSubcommand(new DemoCommand(shell))
                .addSubcommand(new SimulateCommand(shell))
                .addSubcommand(new CommandLine(new BenchCommand())
                        .addSubcommand(new BenchCallsCommand(shell))
                        .addSubcommand(new BenchEventsCommand(shell)));
        return KithCommand.run(line, shell, args);
    }
}
