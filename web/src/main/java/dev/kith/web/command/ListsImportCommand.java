package dev.kith.web.command;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kith lists import INTEGRATION LIST}: asks the running host, and waits for the end. */
@Command(
        name = "import",
        description = "Imports a configured list, waits, and says what became of its members; 0 when it is completed.")
final class ListsImportCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ListOfHost list = new ListOfHost();

    @Option(
            names = "--force",
            description = "also writes what profiles have, and takes an empty list for empty: all lose the membership")
    private boolean force;

    @Option(names = "--json", description = "prints the run as REST shows it, in one line")
    private boolean json;

    ListsImportCommand(Shell shell) {
        this.shell = requireNonNull(shell, "shell");
    }

    @Override
    public Integer call() {
        HostClient client = list.client(shell);
        JsonNode found = list.findConfigured(client);
        ObjectNode start = JsonNodeFactory.instance
                .objectNode()
                .put("kind", "list-import")
                .put("list", found.path("key").asText())
                .put("force", force);
        long run = client.post("runs", start).path("id").asLong();
        shell.err().println("Run " + run + " has started. It goes on without this command.");
        JsonNode ended = client.ended(run);
        shell.out().println(json ? ended.toString() : found.path("title").asText() + ": " + ListText.run(ended));
        return ended.path("state").asText().equals("completed") ? 0 : 1;
    }
}
