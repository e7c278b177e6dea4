package dev.kith.web.command;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * Asks the host that serves a home, by REST: the host holds the database, and a rule set that another process activated
 * would not decide in it. A picocli mixin.
 */
final class RunningHost {
    @Parameters(index = "0", paramLabel = "INTEGRATION", description = "the integration's id, such as tribe")
    private String integration = "";

    @Mixin
    private HostOptions host = new HostOptions();

    HostClient client(Shell shell) {
        return host.client(shell, integration);
    }

    /** Below the rules of the integration. */
    JsonNode get(Shell shell, String path) {
        return client(shell).get("rules/" + path);
    }

    JsonNode post(Shell shell, String path, JsonNode body) {
        return client(shell).post("rules/" + path, body);
    }
}
