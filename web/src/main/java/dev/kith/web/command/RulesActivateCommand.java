package dev.kith.web.command;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code kith rules activate INTEGRATION}: asks the running host. */
@Command(name = "activate", description = "Lets the rules of the files decide from now on, when their cases pass.")
final class RulesActivateCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private RunningHost host = new RunningHost();

    @Mixin
    private ActivationOptions options = new ActivationOptions();

    RulesActivateCommand(Shell shell) {
        this.shell = requireNonNull(shell, "shell");
    }

    @Override
    public Integer call() {
        options.activate(shell, host, "activate");
        return 0;
    }
}
