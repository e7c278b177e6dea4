package dev.kith.tribe.sim;

import dev.kith.testkit.sim.SimClock;
import dev.kith.testkit.sim.SimOptions;
import dev.kith.testkit.sim.SimProgram;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the simulator as a program. */
@Command(
        name = "tribe-simulator",
        mixinStandardHelpOptions = true,
        description = "A simulated Tribe CRM on 127.0.0.1: token, OData, and /_sim/ to look into it and change it.")
public final class Main implements Callable<Integer> {
    @Mixin
    SimOptions options = new SimOptions();

    @Option(names = "--client-id", description = "client that may ask for tokens (default: ${DEFAULT-VALUE})")
    String clientId = Client.DEFAULT.id();

    @Option(names = "--client-secret", description = "its secret (default: ${DEFAULT-VALUE})")
    String clientSecret = Client.DEFAULT.secret();

    @Option(
            names = "--switch",
            description =
                    "what the documents leave open, such as T7=next-link; may be repeated, GET /_sim/switches lists"
                            + " all")
    Map<String, String> switches = new LinkedHashMap<>();

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Override
    public Integer call() {
        SimClock clock = new SimClock();
        TribeSystem system = new TribeSystem(new Client(clientId, clientSecret), clock);
        switches.forEach(system::switchTo);
        return new SimProgram("tribe", options, system, clock).run(System.in, System.out, System.err);
    }
}
