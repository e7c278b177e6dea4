package dev.kith.web.command;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code kith staged approve INTEGRATION}: asks the running host. */
@Command(name = "approve", description = "Lets staged actions be delivered; each contact is read and planned anew.")
final class StagedApproveCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private RunningHost host = new RunningHost();

    @Mixin
    private StagedVerdict verdict = new StagedVerdict();

    StagedApproveCommand(Shell shell) {
        this.shell = requireNonNull(shell, "shell");
    }

    @Override
    public Integer call() {
        long actions = host.client(shell)
                .post("staged/approve", verdict.body())
                .path("approved")
                .asLong();
        shell.out().println("Staged actions approved: " + actions + ".");
        return 0;
    }
}
