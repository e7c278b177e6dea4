package dev.kith.web.demo;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** Both simulators, and what the demo asks them under {@code /_sim/}. */
public final class Simulators implements AutoCloseable {
    private final Simulator tribe;
    private final Simulator apsisOne;

    private Simulators(Simulator tribe, Simulator apsisOne) {
        this.tribe = requireNonNull(tribe, "tribe");
        this.apsisOne = requireNonNull(apsisOne, "apsisOne");
    }

    public static Simulators start(Path distribution, Path state, int contacts, long seed) {
        Simulator tribe = Simulator.start(distribution, "tribe", state, contacts, seed);
        try {
            return new Simulators(tribe, Simulator.start(distribution, "apsis-one", state, contacts, seed));
        } catch (RuntimeException e) {
            tribe.close();
            throw e;
        }
    }

    public URI tribe() {
        return tribe.url();
    }

    public URI apsisOne() {
        return apsisOne.url();
    }

    public SimClient tribeClient() {
        return new SimClient(tribe());
    }

    public SimClient apsisOneClient() {
        return new SimClient(apsisOne());
    }

    /** The names rules use for Tribe's custom fields, each with its name in the API. */
    Map<String, String> customFields() {
        return tribeClient().texts("/_sim/custom-fields");
    }

    /** How often APSIS One was called since the last reset. */
    long audienceCalls() {
        return apsisOneClient().calls().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    void resetAudienceCalls() {
        apsisOneClient().resetCalls();
    }

    /** Lets both save their state and end. */
    @Override
    public void close() {
        tribe.close();
        apsisOne.close();
    }
}
