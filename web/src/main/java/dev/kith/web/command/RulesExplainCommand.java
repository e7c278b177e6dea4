package dev.kith.web.command;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.rules.Cases;
import dev.kith.engine.rules.Explanation;
import dev.kith.engine.rules.RuleExplanation;
import dev.kith.engine.rules.RuleFiles;
import dev.kith.engine.rules.RuleSet;
import dev.kith.engine.rules.RuleSets;
import dev.kith.spi.Contact;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kith rules explain DIR --case NAME}: why the rules decide about a case's contact as they do. */
@Command(name = "explain", description = "Explains, rule by rule, what is decided for the contact of a case.")
final class RulesExplainCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private RuleFolder folder = new RuleFolder();

    @Option(names = "--case", required = true, paramLabel = "NAME", description = "the name of a case in DIR/cases")
    private String name = "";

    RulesExplainCommand(Shell shell) {
        this.shell = requireNonNull(shell, "shell");
    }

    @Override
    public Integer call() {
        Path dir = folder.path(shell);
        try (RuleSet rules = RuleSets.compile(RuleFiles.read(dir))) {
            Contact contact = Cases.contact(rules, dir.resolve("cases"), name)
                    .orElseThrow(() -> new CommandFailed("There is no case \"" + name + "\" in " + dir.resolve("cases")
                            + ", or its file can't be read: run \"kith rules test\" to see."));
            print(rules.explain(contact));
        }
        return 0;
    }

    private void print(Explanation explanation) {
        shell.out()
                .println("Scope: " + explanation.decision().scope() + "; rules of version "
                        + explanation.version().substring(0, 8));
        explanation
                .decision()
                .errors()
                .forEach(error -> shell.out()
                        .println("Failed: " + error.file() + ", line " + error.line() + ", rule \"" + error.rule()
                                + "\": " + error.message()));
        explanation.rules().forEach(this::print);
        explanation
                .decision()
                .consents()
                .forEach((consent, answer) -> shell.out()
                        .println("Consent: " + consent.subscription() + " by " + consent.channel() + ": " + answer));
    }

    private void print(RuleExplanation rule) {
        shell.out()
                .println(rule.outcome() + ": " + rule.rule().file() + ", line "
                        + rule.rule().line() + ", rule \"" + rule.rule().name() + "\"" + answers(rule));
        for (Explanation.Condition condition : rule.conditions()) {
            shell.out().println("    " + condition.truth() + ": " + condition.text() + found(condition));
        }
    }

    private static String answers(RuleExplanation rule) {
        StringBuilder answers = new StringBuilder();
        rule.reasons().forEach(reason -> answers.append("; denied: ").append(reason));
        rule.attributes()
                .forEach((name, value) ->
                        answers.append("; ").append(name).append(" = ").append(value));
        rule.consents()
                .forEach(consent -> answers.append("; opted in to ")
                        .append(consent.subscription())
                        .append(" by ")
                        .append(consent.channel()));
        return answers.toString();
    }

    private static String found(Explanation.Condition condition) {
        if (condition.truth() != Explanation.Truth.NOT_MET || condition.found().isEmpty()) {
            return "";
        }
        String found = condition.found().stream()
                .map(fact -> fact.property() + " is "
                        + fact.value().map(Object::toString).orElse("without a value"))
                .collect(Collectors.joining(", "));
        return " (found: " + found + "; wanted: " + condition.wanted() + ")";
    }
}
