package dev.kith.web.command;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.home.Home;
import dev.kith.engine.home.IntegrationSettings;
import dev.kith.engine.plugin.HostWaiting;
import dev.kith.engine.plugin.Plugins;
import dev.kith.engine.rules.RuleFiles;
import dev.kith.engine.rules.Schema;
import dev.kith.engine.sync.Engine;
import dev.kith.engine.sync.EngineOptions;
import dev.kith.engine.sync.Systems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kith rules schema DIR --integration ID}: asks both systems what they have, and writes it down for the rules. */
@Command(name = "schema", description = "Asks the systems of an integration what they have and writes schema.yaml.")
final class RulesSchemaCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(index = "0", paramLabel = "DIR", description = "the folder of the rule set")
    private Path dir = Path.of("");

    @Option(names = "--integration", required = true, paramLabel = "ID", description = "whose systems to ask")
    private String integration = "";

    @Mixin
    private HomeOption home = new HomeOption();

    RulesSchemaCommand(Shell shell) {
        this.shell = requireNonNull(shell, "shell");
    }

    @Override
    public Integer call() throws IOException {
        Home at = home.existing(shell);
        Schema schema = schema(at, settings(at));
        Files.createDirectories(dir);
        Path file = dir.resolve(RuleFiles.SCHEMA_FILE);
        Path part = dir.resolve(RuleFiles.SCHEMA_FILE + ".part");
        Files.writeString(part, schema.toYaml());
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        shell.out()
                .printf(
                        "Wrote %s: %d fields, %d labels, %d attributes, %d subscriptions.%n",
                        file,
                        schema.fields().size(),
                        schema.labels().size(),
                        schema.attributes().size(),
                        schema.subscriptions().size());
        return 0;
    }

    private IntegrationSettings settings(Home at) {
        return shell.settings(at).integrations().stream()
                .filter(settings -> settings.id().equals(integration))
                .findFirst()
                .orElseThrow(() -> new CommandFailed("There is no integration \"" + integration + "\" in " + at
                        + "; there is no file integrations/" + integration + ".yaml."));
    }

    private Schema schema(Home at, IntegrationSettings settings) {
        EngineOptions options = shell.engineOptions(at);
        try (Plugins plugins = Plugins.load(options.pluginFolders());
                HostWaiting waiting = new HostWaiting();
                Systems systems = Systems.open(settings, Engine.shared(at, plugins, waiting, options))) {
            try {
                return systems.schema();
            } catch (NoSuchElementException e) {
                // A connector isn't open; missing rules alone would not stand in the way.
                throw new CommandFailed(String.join(System.lineSeparator(), systems.problems()));
            }
        }
    }
}
