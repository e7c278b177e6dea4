package dev.kith.web.command;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.rules.CaseReport;
import dev.kith.engine.rules.CaseResult;
import dev.kith.engine.rules.Cases;
import dev.kith.engine.rules.RuleCoverage;
import dev.kith.engine.rules.RuleFiles;
import dev.kith.engine.rules.RuleSet;
import dev.kith.engine.rules.RuleSets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kith rules test DIR}: runs the cases of a rule set; needs no connection and no home. */
@Command(
        name = "test",
        description = "Runs the cases in DIR/cases. Exit code 1 when one fails, or when one is missing for --coverage.")
final class RulesTestCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private RuleFolder folder = new RuleFolder();

    @Option(
            names = "--coverage",
            description = "shows in how many cases each rule fired; fails unless each fires in one and not in another")
    private boolean coverage;

    @Option(names = "--junit", paramLabel = "FILE", description = "also writes the results as JUnit's XML")
    private @Nullable Path junit;

    @Option(names = "--json", description = "prints results and coverage as JSON")
    private boolean json;

    RulesTestCommand(Shell shell) {
        this.shell = requireNonNull(shell, "shell");
    }

    @Override
    public Integer call() throws IOException {
        Path dir = folder.path(shell);
        CaseReport report;
        try (RuleSet rules = RuleSets.compile(RuleFiles.read(dir))) {
            report = Cases.report(rules, dir.resolve("cases"));
        }
        if (junit != null) {
            Files.writeString(junit, report.toJUnitXml());
        }
        if (report.results().isEmpty()) {
            shell.err()
                    .println("There is no case in " + dir.resolve("cases") + ". Write one; rules/README.md shows how.");
            return 1;
        }
        if (json) {
            shell.out().println(RulesTestJson.of(report));
        } else {
            print(report);
        }
        return report.passed() && (!coverage || report.covered()) ? 0 : 1;
    }

    private void print(CaseReport report) {
        List<CaseResult> failed =
                report.results().stream().filter(result -> !result.passed()).toList();
        failed.forEach(result -> shell.err().println(words(result)));
        if (coverage) {
            report.coverage().forEach(rule -> shell.out().println(words(rule)));
        }
        int all = report.results().size();
        shell.out().println(all - failed.size() + " of " + all + " cases passed.");
    }

    private static String words(CaseResult result) {
        String name = result.name().isEmpty() ? "" : ", case \"" + result.name() + "\"";
        return result.file() + name + ": " + result.message();
    }

    private static String words(RuleCoverage rule) {
        String counts = "%3d of %3d  ".formatted(rule.fired(), rule.evaluated());
        String where = rule.rule().file() + ", rule \"" + rule.rule().name() + "\"";
        return counts
                + where
                + switch (rule.reach()) {
                    case COVERED -> "";
                    case NEVER_REACHED -> ": never reached. Add a case in scope, with its labels read.";
                    case NEVER_TRUE -> ": never true. Add a case that it fires for.";
                    case ALWAYS_TRUE -> ": always true. Add a case that it does not fire for.";
                };
    }
}
