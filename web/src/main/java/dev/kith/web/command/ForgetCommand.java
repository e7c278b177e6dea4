package dev.kith.web.command;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kith forget KEY}: asks the running host. */
@Command(
        name = "forget",
        description = {
            "Removes what Kith knows of a contact; the history of its consents stays, under a hash instead of its key.",
            "The profile in the audience stays, and a contact that is still in the CRM is learned of anew."
        })
final class ForgetCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private HostOptions host = new HostOptions();

    @Parameters(index = "0", paramLabel = "KEY", description = "the contact's key in the CRM")
    private String key = "";

    @Option(
            names = "--integration",
            paramLabel = "ID",
            description = "the integration that knows the contact (default: the only one)")
    private @Nullable String integration;

    @Option(names = "--reason", paramLabel = "TEXT", description = "why, for the audit log; don't name the person")
    private String reason = "";

    ForgetCommand(Shell shell) {
        this.shell = requireNonNull(shell, "shell");
    }

    @Override
    public Integer call() {
        JsonNode forgotten = host.client(shell, integration())
                .post(
                        "contacts/" + HostClient.encoded(key) + "/forget",
                        JsonNodeFactory.instance.objectNode().put("reason", reason));
        print("removed", forgotten.path("removed"));
        print("kept without the person", forgotten.path("kept"));
        shell.out()
                .println("The history of consents knows the contact as "
                        + forgotten.path("knownAs").asText());
        return 0;
    }

    private String integration() {
        if (integration != null) {
            return integration;
        }
        List<String> all = host.client(shell, "").integrations();
        if (all.size() != 1) {
            throw new CommandFailed("The host has " + all.size() + " integrations. Name one with --integration: "
                    + String.join(", ", all));
        }
        return all.get(0);
    }

    private void print(String what, JsonNode tables) {
        tables.properties()
                .forEach(table -> shell.out()
                        .println(what + ": " + table.getKey() + " "
                                + table.getValue().asInt()));
    }
}
