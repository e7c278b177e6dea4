package dev.kith.web.command;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.home.Home;
import dev.kith.engine.home.HomeFiles;
import dev.kith.engine.home.HomeSettings;
import dev.kith.engine.home.IntegrationSettings;
import dev.kith.engine.plugin.HostWaiting;
import dev.kith.engine.plugin.PluginStatus;
import dev.kith.engine.plugin.Plugins;
import dev.kith.engine.rules.RuleFiles;
import dev.kith.engine.rules.RuleProblem;
import dev.kith.engine.rules.RuleSetException;
import dev.kith.engine.rules.RuleSets;
import dev.kith.engine.sync.Engine;
import dev.kith.engine.sync.EngineOptions;
import dev.kith.engine.sync.Systems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * {@code kith check}: everything that is wrong in settings, plugins and rules at once, then asks both systems. Works
 * beside a running host, because it doesn't open the database.
 */
@Command(
        name = "check",
        description =
                "Checks settings, connectors and rules, and asks the systems. Exit code 1 when something is wrong.")
final class CheckCommand implements Callable<Integer> {
    private final Shell shell;
    private final List<String> problems = new ArrayList<>();

    @Mixin
    private HomeOption home = new HomeOption();

    CheckCommand(Shell shell) {
        this.shell = requireNonNull(shell, "shell");
    }

    @Override
    public Integer call() {
        Home at = home.existing(shell);
        HomeFiles.Read read = HomeFiles.read(at, shell.env());
        read.problems().forEach(problem -> problems.add(problem.toString()));
        EngineOptions options = shell.engineOptions(at);
        try (Plugins plugins = Plugins.load(options.pluginFolders());
                HostWaiting waiting = new HostWaiting()) {
            plugins.all().stream()
                    .filter(plugin -> plugin.problem().isPresent())
                    .forEach(plugin -> problems.add(problem(plugin)));
            Systems.Shared shared = Engine.shared(at, plugins, waiting, options);
            read.settings()
                    .map(HomeSettings::integrations)
                    .ifPresentOrElse(all -> all.forEach(one -> check(one, shared)), () -> checkRulesAlone(at));
        }
        return report(at, read.settings().map(s -> s.integrations().size()).orElse(0));
    }

    /** Without readable settings nobody says which rule sets are used, so each is looked at. */
    private void checkRulesAlone(Home at) {
        try (Stream<Path> sets = Files.list(at.dir().resolve("rules"))) {
            sets.filter(Files::isDirectory).sorted().forEach(this::checkRules);
        } catch (IOException e) {
            problems.add("rules/: can't be listed: " + e.getMessage() + ". Check the folder and its rights.");
        }
    }

    private void checkRules(Path set) {
        try {
            RuleSets.check(RuleFiles.read(set)).forEach(problem -> add(set, problem));
        } catch (RuleSetException e) {
            e.problems().forEach(problem -> add(set, problem));
        }
    }

    private void add(Path set, RuleProblem problem) {
        problems.add("rules/" + set.getFileName() + "/" + problem);
    }

    private void check(IntegrationSettings settings, Systems.Shared shared) {
        try (Systems systems = Systems.open(settings, shared)) {
            List<String> found = systems.check();
            problems.addAll(found);
            if (found.isEmpty()) {
                shell.out().println("Integration \"" + settings.id() + "\" is ready.");
            }
        }
    }

    private int report(Home at, int integrations) {
        problems.forEach(shell.err()::println);
        if (!problems.isEmpty()) {
            shell.err()
                    .println(problems.size() + (problems.size() == 1 ? " problem" : " problems") + " in " + at + ".");
            return 1;
        }
        if (integrations == 0) {
            shell.out().println("Nothing is wrong, but there is no integration yet: integrations/ has no .yaml file.");
        }
        return 0;
    }

    private static String problem(PluginStatus plugin) {
        return "Plugin " + plugin.file().getFileName() + ": " + plugin.problem().orElse("");
    }
}
