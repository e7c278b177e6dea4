package dev.kith.web.command;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kith rules dry-run INTEGRATION}: asks the running host. */
@Command(name = "dry-run", description = "Lists what a full sync would write now; writes nothing.")
final class RulesDryRunCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private TrialRun trial = new TrialRun();

    @Option(
            names = "--rules",
            paramLabel = "NAME",
            description = "candidate, or a folder in the home's rules/ (default: the active rules)")
    private @Nullable String rules;

    @Option(names = "--force", description = "lists also what the profiles have already")
    private boolean force;

    RulesDryRunCommand(Shell shell) {
        this.shell = requireNonNull(shell, "shell");
    }

    @Override
    public Integer call() {
        ObjectNode start =
                JsonNodeFactory.instance.objectNode().put("kind", "dry-run").put("force", force);
        if (rules != null) {
            start.put("rules", rules);
        }
        return trial.run(shell, start);
    }
}
