package dev.kith.web.command;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code kith staged reject INTEGRATION}: asks the running host. */
@Command(name = "reject", description = "Leaves staged actions undone, as long as a contact's plan is the same.")
final class StagedRejectCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private RunningHost host = new RunningHost();

    @Mixin
    private StagedVerdict verdict = new StagedVerdict();

    StagedRejectCommand(Shell shell) {
        this.shell = requireNonNull(shell, "shell");
    }

    @Override
    public Integer call() {
        long actions = host.client(shell)
                .post("staged/reject", verdict.body())
                .path("rejected")
                .asLong();
        shell.out().println("Staged actions rejected: " + actions + ".");
        return 0;
    }
}
