package dev.kith.web.command;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kith lists remove INTEGRATION LIST}: asks the running host. */
@Command(
        name = "remove",
        description = "Switches a list off: what its members have of it is taken from all of them soon.")
final class ListsRemoveCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ListOfHost list = new ListOfHost();

    @Option(names = "--json", description = "prints what REST answers, in one line")
    private boolean json;

    ListsRemoveCommand(Shell shell) {
        this.shell = requireNonNull(shell, "shell");
    }

    @Override
    public Integer call() {
        HostClient client = list.client(shell);
        JsonNode found = list.findConfigured(client);
        JsonNode off = client.put(
                ListOfHost.path(found), JsonNodeFactory.instance.objectNode().put("kind", "off"));
        shell.out().println(json ? off.toString() : words(off));
        return 0;
    }

    private static String words(JsonNode off) {
        return off.path("title").asText() + " is switched off. "
                + ListText.count(off.path("members").asLong(), "profile loses", "profiles lose")
                + " the membership soon.";
    }
}
