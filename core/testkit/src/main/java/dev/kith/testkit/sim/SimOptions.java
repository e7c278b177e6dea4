package dev.kith.testkit.sim;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options every simulator has; a picocli mixin. */
public final class SimOptions {
    @Option(names = "--port", description = "port on 127.0.0.1; without it the last one used with --state, else any")
    @Nullable
    Integer port;

    @Option(names = "--contacts", description = "contacts to make when there is no saved state (default: 1000)")
    int contacts = 1000;

    @Option(names = "--seed", description = "seed of the made data (default: 1)")
    long seed = 1;

    @Option(names = "--state", description = "folder that keeps the data and the port; without it nothing is kept")
    @Nullable
    Path state;

    @Option(names = "--until-stdin-closes", description = "end when standard input closes")
    boolean untilStdinCloses;

    @Option(
            names = "--fault",
            description = "a fault as JSON, such as {\"endpoint\":\"*\",\"rate\":0.02,\"status\":503}; may be repeated")
    List<String> faults = new ArrayList<>();
}
