package dev.kith.web.command;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code kith staged list INTEGRATION}: asks the running host. */
@Command(name = "list", description = "Says how many actions of each kind are staged, and the first 500 of them.")
final class StagedListCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private RunningHost host = new RunningHost();

    StagedListCommand(Shell shell) {
        this.shell = requireNonNull(shell, "shell");
    }

    @Override
    public Integer call() {
        JsonNode staged = host.client(shell).get("staged?limit=500");
        if (staged.path("counts").isEmpty()) {
            shell.out().println("Nothing is staged.");
        }
        staged.path("counts")
                .forEach(count -> shell.out()
                        .printf(
                                "%s %s: %d%n",
                                count.path("kind").asText(),
                                count.path("state").asText(),
                                count.path("actions").asLong()));
        staged.path("actions").forEach(this::print);
        return 0;
    }

    private void print(JsonNode action) {
        List<String> parts = new ArrayList<>();
        action.path("parts").forEach(part -> parts.add(part.asText()));
        shell.out()
                .printf(
                        "  %s  %s %s: %s%n",
                        action.path("contactKey").asText(),
                        action.path("kind").asText(),
                        action.path("state").asText(),
                        String.join(", ", parts));
    }
}
