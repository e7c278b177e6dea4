package dev.kith.web.command;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.rules.RuleFiles;
import dev.kith.engine.rules.RuleKind;
import dev.kith.engine.rules.RuleProblem;
import dev.kith.engine.rules.RuleSet;
import dev.kith.engine.rules.RuleSets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code kith rules check DIR}: compiles a rule set; needs no connection and no home. */
@Command(name = "check", description = "Compiles a rule set and says everything that is to be corrected.")
final class RulesCheckCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private RuleFolder folder = new RuleFolder();

    RulesCheckCommand(Shell shell) {
        this.shell = requireNonNull(shell, "shell");
    }

    @Override
    public Integer call() {
        Path dir = folder.path(shell);
        try (RuleSet rules = RuleSets.compile(RuleFiles.read(dir))) {
            shell.out()
                    .printf(
                            "%s can be used: %d conditions, %d mappings, %d consents; version %s%n",
                            dir,
                            count(rules, RuleKind.CONDITION),
                            count(rules, RuleKind.MAPPING),
                            count(rules, RuleKind.CONSENT),
                            rules.version().substring(0, 8));
            List<RuleProblem> warnings = new ArrayList<>(rules.warnings());
            warnings.addAll(LastSync.emptyFields(folder.home(shell), shell, dir, rules));
            warnings.forEach(warning -> shell.out().println("Warning: " + warning));
        }
        return 0;
    }

    private static long count(RuleSet rules, RuleKind kind) {
        return rules.rules().stream().filter(rule -> rule.kind() == kind).count();
    }
}
