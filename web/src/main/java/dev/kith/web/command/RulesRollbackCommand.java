package dev.kith.web.command;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code kith rules rollback INTEGRATION VERSION}: asks the running host. */
@Command(
        name = "rollback",
        description = "Lets a version decide again that was active before; the files stay as they are.")
final class RulesRollbackCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private RunningHost host = new RunningHost();

    @Mixin
    private ActivationOptions options = new ActivationOptions();

    @Parameters(index = "1", paramLabel = "VERSION", description = "a version, or a beginning of it")
    private String version = "";

    RulesRollbackCommand(Shell shell) {
        this.shell = requireNonNull(shell, "shell");
    }

    @Override
    public Integer call() {
        options.activate(shell, host, "versions/" + version + "/activate");
        return 0;
    }
}
