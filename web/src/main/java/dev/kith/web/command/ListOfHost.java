package dev.kith.web.command;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** One saved list of a running host; a picocli mixin. */
final class ListOfHost {
    @Mixin
    private RunningHost host = new RunningHost();

    @Parameters(
            index = "1",
            paramLabel = "LIST",
            description = "its title, such as \"Label: Newsletter\", or its key; kith lists list shows both")
    private String name = "";

    HostClient client(Shell shell) {
        return host.client(shell);
    }

    /** The list as the host shows it. */
    JsonNode find(HostClient client) {
        List<JsonNode> all = new ArrayList<>();
        client.get("saved-lists").path("savedLists").forEach(all::add);
        List<JsonNode> found = matching(all, "key");
        if (found.isEmpty()) {
            found = matching(all, "title");
        }
        if (found.isEmpty()) {
            throw new CommandFailed("There is no list \"" + name + "\". There are: "
                    + (all.isEmpty()
                            ? "none"
                            : words(all, list -> "\"" + list.path("title").asText() + "\"")) + ".");
        }
        if (found.size() > 1) {
            throw new CommandFailed(found.size() + " lists have the title \"" + name + "\". Name one by its key: "
                    + words(found, list -> list.path("key").asText()) + ".");
        }
        return found.get(0);
    }

    /** As {@link #find}; fails for one that nobody configured. */
    JsonNode findConfigured(HostClient client) {
        JsonNode found = find(client);
        if (!found.has("kind")) {
            throw new CommandFailed("\"" + found.path("title").asText()
                    + "\" isn't configured, so its members get nothing. kith lists configure says what they get.");
        }
        return found;
    }

    private List<JsonNode> matching(List<JsonNode> all, String member) {
        return all.stream()
                .filter(list -> list.path(member).asText().equals(name))
                .toList();
    }

    private static String words(List<JsonNode> lists, Function<JsonNode, String> word) {
        return lists.stream().map(word).collect(joining(", "));
    }

    /** Where a list is configured. */
    static String path(JsonNode list) {
        return "saved-lists/" + HostClient.encoded(list.path("key").asText());
    }
}
