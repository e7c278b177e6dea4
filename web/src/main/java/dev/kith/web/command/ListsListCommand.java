package dev.kith.web.command;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kith lists list INTEGRATION}: asks the running host. */
@Command(
        name = "list",
        description = "Lists the CRM's saved lists: what their members get, how many have it, and the last import.")
final class ListsListCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private RunningHost host = new RunningHost();

    @Option(names = "--configured", description = "leaves out lists that nobody configured")
    private boolean configured;

    @Option(names = "--json", description = "prints what REST answers, in one line")
    private boolean json;

    ListsListCommand(Shell shell) {
        this.shell = requireNonNull(shell, "shell");
    }

    @Override
    public Integer call() {
        List<JsonNode> lists = new ArrayList<>();
        host.client(shell).get("saved-lists").path("savedLists").forEach(list -> {
            if (!configured || list.has("kind")) {
                lists.add(list);
            }
        });
        if (json) {
            shell.out().println(lists);
            return 0;
        }
        if (lists.isEmpty()) {
            shell.out().println(configured ? "No list is configured." : "The CRM has no saved lists.");
        }
        lists.forEach(this::print);
        return 0;
    }

    private void print(JsonNode list) {
        shell.out()
                .println(list.path("title").asText() + "  (" + list.path("key").asText()
                        + (list.path("inCrm").asBoolean() ? ")" : ", no longer in the CRM)"));
        shell.out().println("  " + ListText.settings(list));
        if (list.has("lastRun")) {
            shell.out().println("  " + ListText.run(list.path("lastRun")));
        }
    }
}
