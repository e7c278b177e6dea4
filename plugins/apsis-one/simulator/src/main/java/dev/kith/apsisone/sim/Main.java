package dev.kith.apsisone.sim;

import dev.kith.testkit.sim.SimClock;
import dev.kith.testkit.sim.SimOptions;
import dev.kith.testkit.sim.SimProgram;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts the simulator as a program. */
@Command(
        name = "apsis-one-simulator",
        mixinStandardHelpOptions = true,
        description = "Simulates the APSIS One API on 127.0.0.1. Shows and changes its state under /_sim/.")
public final class Main implements Callable<Integer> {
    @Mixin
    private final SimOptions options = new SimOptions();

    @Option(names = "--client-id", defaultValue = "kith", description = "client id (default: ${DEFAULT-VALUE})")
    private String clientId = "kith";

    @Option(
            names = "--client-secret",
            defaultValue = "apsis-secret",
            description = "client secret (default: ${DEFAULT-VALUE})")
    private String clientSecret = "apsis-secret";

    @Option(names = "--profiles", defaultValue = "0", description = "profiles that exist already (default: none)")
    private int profiles;

    @Option(names = "--limits", description = "keep the documented limits on calls and imports (default: none)")
    private boolean limits;

    @Option(
            names = "--import-delay",
            defaultValue = "0",
            description = "milliseconds that an import is queued, and in progress (default: until looked at)")
    private long importDelay;

    @Option(
            names = "--switch",
            description = "a variant of a point the documents leave open, such as A5=400; GET /_sim/switches lists all")
    private Map<String, String> switches = new LinkedHashMap<>();

    @Override
    public Integer call() {
        SimClock clock = new SimClock();
        ApsisOne system = new ApsisOne(new Account(clientId, clientSecret), profiles, clock)
                .withImportDelay(Duration.ofMillis(importDelay));
        if (limits) {
            system.with("A4", "on");
        }
        switches.forEach(system::with);
        return new SimProgram("apsis-one", options, system, clock).run(System.in, System.out, System.err);
    }

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }
}
