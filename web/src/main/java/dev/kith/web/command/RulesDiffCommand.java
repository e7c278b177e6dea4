package dev.kith.web.command;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code kith rules diff INTEGRATION [A B]}: asks the running host. */
@Command(
        name = "diff",
        description =
                "Shows how version B differs from version A; without them, how the files differ from what is active.")
final class RulesDiffCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private RunningHost host = new RunningHost();

    @Parameters(index = "1", arity = "0..1", paramLabel = "A", description = "a version, or a beginning of it")
    private @Nullable String from;

    @Parameters(index = "2", arity = "0..1", paramLabel = "B", description = "a version, or a beginning of it")
    private @Nullable String to;

    RulesDiffCommand(Shell shell) {
        this.shell = requireNonNull(shell, "shell");
    }

    @Override
    public Integer call() {
        if (from != null && to == null) {
            throw new CommandFailed("Name two versions, or none. \"kith rules versions\" lists them.");
        }
        if (from != null) {
            print(host.get(shell, "versions/" + from + "/diff/" + to));
            return 0;
        }
        // Lets the host read files that were saved a moment ago and haven't come to rest yet.
        host.post(shell, "check", JsonNodeFactory.instance.objectNode());
        JsonNode candidate = host.get(shell, "state").path("candidate");
        candidate.path("problems").forEach(problem -> shell.err().println(problem.asText()));
        if (candidate.isMissingNode()) {
            shell.out().println("The files hold what is active.");
        }
        print(candidate.path("difference"));
        return candidate.path("problems").isEmpty() ? 0 : 1;
    }

    private void print(JsonNode difference) {
        difference
                .path("rules")
                .forEach(rule -> shell.out()
                        .println(rule.path("change").asText() + " "
                                + rule.path("kind").asText() + " \""
                                + rule.path("name").asText() + "\""));
        names("now set", difference.path("newAttributes"));
        names("set no more, left as they are", difference.path("leftAttributes"));
        consents("now decided", difference.path("newConsents"));
        consents("decided no more, left as they are", difference.path("leftConsents"));
        if (difference.path("schemaChanged").asBoolean()) {
            shell.out().println("changed schema.yaml");
        }
    }

    private void names(String what, JsonNode attributes) {
        attributes.forEach(name -> shell.out().println("attribute " + what + ": " + name.asText()));
    }

    private void consents(String what, JsonNode consents) {
        consents.forEach(consent -> shell.out()
                .println("consent " + what + ": " + consent.path("subscription").asText() + " by "
                        + consent.path("channel").asText()
                        + (consent.has("granted")
                                ? ", granted to " + consent.path("granted").asInt()
                                : "")));
    }
}
