package dev.kith.web.command;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code kith rules versions INTEGRATION}: asks the running host. */
@Command(name = "versions", description = "Lists the rule sets that were ever active, the last activated first.")
final class RulesVersionsCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private RunningHost host = new RunningHost();

    RulesVersionsCommand(Shell shell) {
        this.shell = requireNonNull(shell, "shell");
    }

    @Override
    public Integer call() {
        host.get(shell, "versions")
                .path("versions")
                .forEach(version -> shell.out()
                        .printf(
                                "%s  %s%s%n",
                                version.path("version").asText().substring(0, 12),
                                version.path("activatedAt").asText(),
                                version.path("active").asBoolean() ? "  active" : ""));
        return 0;
    }
}
