package dev.kith.web.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import picocli.CommandLine.Option;

/** How a rule set is to be activated; a picocli mixin. */
final class ActivationOptions {
    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "goes into the audit log; needed to activate rules although cases fail")
    private String reason = "";

    @Option(
            names = "--cancel-runs",
            description = "cancels runs in progress, which else finish with the rules they began with")
    private boolean cancelRuns;

    /** Asks the host, by a path below the integration's rules, and tells what is active then. */
    void activate(Shell shell, RunningHost host, String path) {
        JsonNode state = host.post(
                shell,
                path,
                JsonNodeFactory.instance.objectNode().put("reason", reason).put("cancelRuns", cancelRuns));
        shell.out()
                .println("Active now: " + state.path("active").asText().substring(0, 12)
                        + (state.has("fullSyncDue") ? ". Profiles follow with the next full sync." : "."));
    }
}
