package dev.kith.web.command;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kith.engine.rules.Cases;
import dev.kith.engine.rules.RuleFiles;
import dev.kith.engine.rules.RuleSet;
import dev.kith.engine.rules.RuleSets;
import dev.kith.spi.Contact;
import dev.kith.web.http.Json;
import dev.kith.web.rest.ExplanationJson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code kith rules explain}: why the rules decide about a contact as they do. Of a case it is told from the files; of a
 * real contact the running host is asked, which reads it from the CRM.
 */
@Command(
        name = "explain",
        description =
                "Explains, rule by rule, what is decided for the contact of a case, or for one of the CRM and what "
                        + "would be written for it now.")
final class RulesExplainCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(
            index = "0",
            paramLabel = "RULES",
            description = "with --case the folder of the rules, or its name in the home's rules/; with --contact the "
                    + "integration's id")
    private String rules = "";

    @ArgGroup(multiplicity = "1")
    private Whom whom = new Whom();

    @Option(
            names = "--rules",
            paramLabel = "NAME",
            description =
                    "with --contact: \"candidate\", or a folder in the home's rules/, instead of the active rules")
    private @Nullable String other;

    @Option(names = "--json", description = "prints all of it as JSON")
    private boolean json;

    @Mixin
    private HostOptions host = new HostOptions();

    RulesExplainCommand(Shell shell) {
        this.shell = requireNonNull(shell, "shell");
    }

    /** Either of them. */
    static final class Whom {
        @Option(
                names = "--case",
                required = true,
                paramLabel = "NAME",
                description = "the name of a case in its cases/")
        @Nullable
        String name;

        @Option(names = "--contact", required = true, paramLabel = "KEY", description = "the contact's key in the CRM")
        @Nullable
        String key;
    }

    @Override
    public Integer call() {
        JsonNode explained = whom.key == null ? ofCase(requireNonNull(whom.name, "name")) : ofContact(whom.key);
        if (json) {
            shell.out().println(explained);
        } else {
            new ExplanationText(shell.out()).print(explained);
        }
        return 0;
    }

    private JsonNode ofContact(String key) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (other != null) {
            body.put("rules", other);
        }
        return host.client(shell, rules).post("contacts/" + HostClient.encoded(key) + "/explain", body);
    }

    private JsonNode ofCase(String name) {
        Path dir = host.rules(shell, Path.of(rules));
        try (RuleSet set = RuleSets.compile(RuleFiles.read(dir))) {
            Contact contact = Cases.contact(set, dir.resolve("cases"), name)
                    .orElseThrow(() -> new CommandFailed("There is no case \"" + name + "\" in " + dir.resolve("cases")
                            + ", or its file can't be read: run \"kith rules test\" to see."));
            String text = Json.text(ExplanationJson.of(set.explain(contact)));
            return Json.lenient(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
