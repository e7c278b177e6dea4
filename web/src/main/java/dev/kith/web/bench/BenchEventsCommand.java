package dev.kith.web.bench;

import static java.util.Objects.requireNonNull;

import dev.kith.web.command.Shell;
import dev.kith.web.http.Json;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code kith bench events}: how fast events are taken in, and how long one takes to its profile. */
@Command(
        name = "events",
        description = "Takes in events beside a bare route, then measures the time from an event to its profile.")
public final class BenchEventsCommand implements Callable<Integer> {
    private final Shell shell;

    @Option(names = "--contacts", description = "contacts that are changed in turn (default: 1000)")
    private int contacts = 1000;

    @Option(names = "--rate", description = "changes a second (default: 200)")
    private int rate = 200;

    @Option(names = "--seconds", description = "how long each measurement takes (default: 10)")
    private int seconds = 10;

    @Option(names = "--seed", description = "seed of the made data (default: 1)")
    private long seed = 1;

    @Option(names = "--json", description = "print one line of JSON")
    private boolean json;

    public BenchEventsCommand(Shell shell) {
        this.shell = requireNonNull(shell, "shell");
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Map<String, Object> figures;
        try (BenchFolder folder = BenchFolder.make()) {
            figures = new EventBench(shell, new EventBench.Case(contacts, rate, seconds, seed)).run(folder.path());
        }
        if (json) {
            shell.out().println(Json.text(figures));
        } else {
            figures.forEach((name, value) -> shell.out().println(name + ": " + value));
        }
        return 0;
    }
}
