package dev.kith.web.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which staged actions a person decides about; a picocli mixin. */
final class StagedVerdict {
    @Option(
            names = "--kind",
            paramLabel = "KIND",
            required = true,
            description = "erase, blank, withdraw, opt-in or merge; may be given several times")
    private List<String> kinds = List.of();

    @Option(names = "--run", paramLabel = "RUN", description = "only what this run staged")
    private @Nullable Long run;

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "goes into the audit log")
    private String reason = "";

    ObjectNode body() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        kinds.forEach(body.putArray("kinds")::add);
        if (run != null) {
            body.put("run", run);
        }
        return body.put("reason", reason);
    }
}
