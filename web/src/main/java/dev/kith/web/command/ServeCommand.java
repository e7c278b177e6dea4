package dev.kith.web.command;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.home.Home;
import dev.kith.web.host.Host;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code kith serve}: runs the host until the process is told to end. */
@Command(name = "serve", description = "Runs Kith: REST and the page, on a loopback port.")
final class ServeCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private HomeOption home = new HomeOption();

    ServeCommand(Shell shell) {
        this.shell = requireNonNull(shell, "shell");
    }

    @Override
    public Integer call() throws InterruptedException {
        Home at = home.existing(shell);
        Host host = Host.start(at, shell.settings(at), shell.engineOptions(at));
        shell.out().println("Kith serves " + host.url());
        Ending.awaitWith(host);
        return 0;
    }
}
