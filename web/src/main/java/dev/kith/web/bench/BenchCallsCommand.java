package dev.kith.web.bench;

import static java.util.Objects.requireNonNull;

import dev.kith.web.bench.CallBench.Case;
import dev.kith.web.command.Shell;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code kith bench calls}: how many calls of both systems a contact costs. */
@Command(
        name = "calls",
        description = "Syncs between the simulators, with APSIS One's limits on, and counts the calls of both.")
public final class BenchCallsCommand implements Callable<Integer> {
    private final Shell shell;

    @Option(names = "--bulk", description = "contacts to write by imports; 0 for none (default: 100000)")
    private int bulk = 100_000;

    @Option(names = "--single", description = "contacts to write one by one; 0 for none (default: 2000)")
    private int single = 2000;

    @Option(names = "--rate", description = "calls a second that each side may take (default: 100)")
    private int rate = 100;

    @Option(
            names = "--import-seconds",
            description = "how long the simulator keeps an import queued, and in progress (default: 5)")
    private int importSeconds = 5;

    @Option(names = "--seed", description = "seed of the made data (default: 1)")
    private long seed = 1;

    @Option(names = "--json", description = "print one line of JSON instead of a table")
    private boolean json;

    public BenchCallsCommand(Shell shell) {
        this.shell = requireNonNull(shell, "shell");
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Measured> all = new ArrayList<>();
        if (bulk > 0) {
            all.addAll(measure(new Case("bulk", "on", bulk, seed, rate, importSeconds)));
        }
        if (single > 0) {
            all.addAll(measure(new Case("one by one", "off", single, seed, rate, importSeconds)));
        }
        shell.out().println(json ? CallTable.json(all) : CallTable.text(all));
        return all.stream().allMatch(run -> run.state().equals("completed")) ? 0 : 1;
    }

    private List<Measured> measure(Case one) throws IOException, InterruptedException {
        try (BenchFolder folder = BenchFolder.make()) {
            return new CallBench(shell, one).run(folder.path());
        }
    }
}
