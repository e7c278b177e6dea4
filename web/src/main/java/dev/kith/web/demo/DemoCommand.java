package dev.kith.web.demo;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.RunState;
import dev.kith.web.command.Ending;
import dev.kith.web.command.HomeOption;
import dev.kith.web.command.Shell;
import java.io.PrintStream;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kith demo}: the whole product on one machine, with simulators for the two systems. */
@Command(
        name = "demo",
        description = "Runs a full sync between two simulators, shows the result and keeps serving the page.")
public final class DemoCommand implements Callable<Integer> {
    private final Shell shell;

    @Option(names = "--contacts", description = "contacts to make when there are none yet (default: 1000)")
    private int contacts = 1000;

    @Option(names = "--seed", description = "seed of the made data (default: 1)")
    private long seed = 1;

    @Option(names = "--once", description = "end after the run: 0 when it is completed, else 1")
    private boolean once;

    @Option(names = "--json", description = "print the result as one line of JSON, and all else on standard error")
    private boolean json;

    @Option(names = "--port", description = "port of the page (default: the home's; with --once any free one)")
    @Nullable
    private Integer port;

    @Mixin
    private HomeOption home = new HomeOption();

    public DemoCommand(Shell shell) {
        this.shell = requireNonNull(shell, "shell");
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintStream told = json ? shell.err() : shell.out();
        told.println("Starting both simulators and Kith, in " + home.home(shell) + ".");
        Demo demo = Demo.start(shell, home.home(shell), contacts, seed, port());
        OnceClosed closing = new OnceClosed(demo);
        Ending.closeAtExit(closing);
        try {
            told.println("Kith serves " + demo.url());
            DemoResult result = demo.sync(new Progress(told, shell.terminal(), shell.clock()));
            shell.out().println(json ? result.json() : result.table());
            if (!once) {
                told.println("The page is at " + demo.url() + " until you press Ctrl-C.");
                new CountDownLatch(1).await();
            }
            return result.run().state() == RunState.COMPLETED ? 0 : 1;
        } finally {
            closing.close();
        }
    }

    private OptionalInt port() {
        if (port != null) {
            return OptionalInt.of(port);
        }
        return once ? OptionalInt.of(0) : OptionalInt.empty();
    }
}
