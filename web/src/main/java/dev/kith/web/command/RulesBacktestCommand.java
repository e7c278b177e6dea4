package dev.kith.web.command;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kith rules backtest INTEGRATION}: asks the running host. */
@Command(
        name = "backtest",
        description =
                "Lists the contacts that other rules decide otherwise about than the active ones; writes nothing.")
final class RulesBacktestCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private TrialRun trial = new TrialRun();

    @Option(
            names = "--rules",
            paramLabel = "NAME",
            description = "a folder in the home's rules/ (default: candidate, which is what the files hold)")
    private String rules = "candidate";

    RulesBacktestCommand(Shell shell) {
        this.shell = requireNonNull(shell, "shell");
    }

    @Override
    public Integer call() {
        return trial.run(
                shell,
                JsonNodeFactory.instance.objectNode().put("kind", "backtest").put("rules", rules));
    }
}
