package dev.kith.web.command;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.rules.CaseResult;
import dev.kith.engine.rules.Cases;
import dev.kith.engine.rules.RuleFiles;
import dev.kith.engine.rules.RuleSet;
import dev.kith.engine.rules.RuleSets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code kith rules test DIR}: runs the cases of a rule set; needs no connection and no home. */
@Command(name = "test", description = "Runs the cases in DIR/cases. Exit code 1 when one fails.")
final class RulesTestCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(index = "0", paramLabel = "DIR", description = "the folder of the rule set")
    private Path dir = Path.of("");

    RulesTestCommand(Shell shell) {
        this.shell = requireNonNull(shell, "shell");
    }

    @Override
    public Integer call() {
        List<CaseResult> results;
        try (RuleSet rules = RuleSets.compile(RuleFiles.read(dir))) {
            results = Cases.run(rules, dir.resolve("cases"));
        }
        if (results.isEmpty()) {
            shell.err()
                    .println("There is no case in " + dir.resolve("cases") + ". Write one; rules/README.md shows how.");
            return 1;
        }
        List<CaseResult> failed =
                results.stream().filter(result -> !result.passed()).toList();
        failed.forEach(result -> shell.err().println(words(result)));
        shell.out().println(results.size() - failed.size() + " of " + results.size() + " cases passed.");
        return failed.isEmpty() ? 0 : 1;
    }

    private static String words(CaseResult result) {
        String name = result.name().isEmpty() ? "" : ", case \"" + result.name() + "\"";
        return result.file() + name + ": " + result.message();
    }
}
