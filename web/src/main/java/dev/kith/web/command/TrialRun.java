package dev.kith.web.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Starts a run that writes nothing, waits for its end, and prints what it found, contact by contact; a picocli mixin.
 * Standard output has the differences only, so that they can be piped; the rest is on standard error.
 */
final class TrialRun {
    private static final JsonMapper JSON = new JsonMapper();

    @Mixin
    private RunningHost host = new RunningHost();

    @Option(names = "--format", paramLabel = "FORMAT", description = "table, csv or jsonl (default: table)")
    private Format format = Format.TABLE;

    @Option(names = "--key", paramLabel = "KEY", description = "only the contact of this key")
    private @Nullable String key;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description =
                    "only contacts with a change of this kind, such as created, left-scope, attribute or withdrawal")
    private @Nullable String kind;

    @Option(names = "--attribute", paramLabel = "NAME", description = "only contacts whose value of it changes")
    private @Nullable String attribute;

    enum Format {
        TABLE,
        CSV,
        JSONL
    }

    /** Returns the exit code: 0 when the run was completed. */
    int run(Shell shell, ObjectNode start) {
        HostClient client = host.client(shell);
        long run = client.post("runs", start).path("id").asLong();
        shell.err()
                .println("Run " + run + ", a " + start.path("kind").asText()
                        + ", has started. It goes on without this command.");
        JsonNode ended = client.ended(run);
        if (!ended.path("state").asText().equals("completed")) {
            shell.err()
                    .println("Run " + run + " is " + ended.path("state").asText() + ". "
                            + ended.path("cause").asText());
            return 1;
        }
        print(shell, client, "runs/" + run + "/differences");
        return 0;
    }

    private void print(Shell shell, HostClient client, String path) {
        String ending = format == Format.CSV ? ".csv" : ".jsonl";
        client.read(
                path + ending + query("?"), body -> format == Format.TABLE ? table(shell, body) : copy(shell, body));
        JsonNode found = client.get(path + "?limit=1" + query("&"));
        List<String> kinds = new ArrayList<>();
        found.path("kinds").properties().forEach(one -> kinds.add(one.getKey() + " " + one.getValue()));
        long contacts = found.path("contacts").asLong();
        shell.err()
                .println(contacts
                        + (contacts == 1 ? " contact differs." : " contacts differ.")
                        + (kinds.isEmpty() ? "" : " In the whole run: " + String.join(", ", kinds) + "."));
    }

    private static long copy(Shell shell, InputStream body) throws IOException {
        return body.transferTo(shell.out());
    }

    private static long table(Shell shell, InputStream body) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        long contacts = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            JsonNode contact = JSON.readTree(line);
            contact.path("changes")
                    .forEach(change ->
                            shell.out().println(contact.path("contactKey").asText() + "  " + ChangeText.of(change)));
            contacts++;
        }
        return contacts;
    }

    private String query(String before) {
        List<String> parts = new ArrayList<>();
        part(parts, "key", key);
        part(parts, "kind", kind);
        part(parts, "attribute", attribute);
        return parts.isEmpty() ? "" : before + String.join("&", parts);
    }

    private static void part(List<String> parts, String name, @Nullable String value) {
        if (value != null) {
            parts.add(name + "=" + HostClient.encoded(value));
        }
    }
}
