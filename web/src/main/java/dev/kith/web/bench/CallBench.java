package dev.kith.web.bench;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.home.Home;
import dev.kith.engine.store.Run;
import dev.kith.engine.sync.Engine;
import dev.kith.engine.sync.EngineOptions;
import dev.kith.engine.sync.Integration;
import dev.kith.web.command.FullSync;
import dev.kith.web.command.Shell;
import dev.kith.web.demo.DemoHome;
import dev.kith.web.demo.SimClient;
import dev.kith.web.demo.Simulators;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Syncs made contacts three times between the simulators, with APSIS One's limits, and counts the calls. */
final class CallBench {
    private static final int ONE_PER_CENT = 100;
    /** A multiple of {@link #ONE_PER_CENT}. */
    private static final int PAGE = 1000;

    private final Shell shell;
    private final Case what;

    CallBench(Shell shell, Case what) {
        this.shell = requireNonNull(shell, "shell");
        this.what = requireNonNull(what, "what");
    }

    /**
     * What is measured.
     *
     * @param way as it is shown
     * @param bulk the setting {@code runs.bulk}
     * @param rate the setting {@code rate} of both sides
     * @param importSeconds how long an import is queued, and in progress
     */
    record Case(String way, String bulk, int contacts, long seed, int rate, int importSeconds) {}

    /** Runs in the folder, and leaves its files there. Blocks for minutes. */
    List<Measured> run(Path folder) throws InterruptedException {
        Home home = Home.at(folder.resolve("home"));
        Path distribution = shell.distributionFolder();
        try (Simulators simulators = Simulators.start(distribution, home.simulators(), what.contacts(), what.seed())) {
            SimClient apsis = simulators.apsisOneClient();
            apsis.send("POST", "/_sim/switches", "{\"A4\":\"on\"}");
            apsis.send("POST", "/_sim/imports/delay", "{\"milliseconds\":" + what.importSeconds() * 1000L + "}");
            new DemoHome(home, distribution).prepare(simulators);
            changeSettings(home);
            SampleCount samples = new SampleCount(apsis::calls);
            EngineOptions options = shell.engineOptions(home);
            try (Engine engine = Engine.open(
                    home,
                    shell.settings(home),
                    new EngineOptions(options.clock(), samples, options.pluginFolders(), options.env()))) {
                engine.start();
                return passes(engine, simulators, samples);
            }
        }
    }

    private void changeSettings(Home home) {
        Path file = home.integrationsDir().resolve(DemoHome.INTEGRATION + ".yaml");
        try {
            String text = Files.readString(file).replace("rate: unlimited", "rate: " + what.rate());
            Files.writeString(file, text + "runs: {bulk: " + what.bulk() + "}\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Measured> passes(Engine engine, Simulators simulators, SampleCount samples)
            throws InterruptedException {
        Integration integration = engine.integration(DemoHome.INTEGRATION).orElseThrow();
        List<Measured> measured = new ArrayList<>();
        measured.add(pass("first", integration, simulators, samples));
        measured.add(pass("unchanged", integration, simulators, samples));
        changeOnePerCent(simulators.tribeClient());
        measured.add(pass("1 % changed", integration, simulators, samples));
        return measured;
    }

    private Measured pass(String name, Integration integration, Simulators simulators, SampleCount samples)
            throws InterruptedException {
        shell.err().println(what.way() + ", " + what.contacts() + " contacts: " + name);
        simulators.tribeClient().resetCalls();
        simulators.apsisOneClient().resetCalls();
        samples.reset();
        Instant begun = shell.clock().instant();
        Run run = integration.awaitEnd(FullSync.start(integration).id());
        if (!run.cause().isEmpty()) {
            shell.err().println("The run is " + run.state().word() + ": " + run.cause());
        }
        Measured measured = new Measured(
                what.way(),
                name,
                run.state().word(),
                run.counts(),
                simulators.tribeClient().calls().values().stream()
                        .mapToLong(Long::longValue)
                        .sum(),
                AudienceCalls.of(simulators.apsisOneClient().calls()),
                isBulk() ? samples.contacts() : 0,
                isBulk() ? samples.reads() : 0,
                Duration.between(begun, shell.clock().instant()));
        shell.err().println(measured.json());
        return measured;
    }

    /** Single writes read profiles too, between the same steps, and take no sample. */
    private boolean isBulk() {
        return !what.bulk().equals("off");
    }

    /** Gives every hundredth person another first name. */
    private static void changeOnePerCent(SimClient tribe) {
        List<String> page = tribe.persons(PAGE, "");
        while (!page.isEmpty()) {
            for (int i = 0; i < page.size(); i += ONE_PER_CENT) {
                tribe.send("PATCH", "/_sim/persons/" + page.get(i), "{\"FirstName\":\"Changed\"}");
            }
            page = tribe.persons(PAGE, page.get(page.size() - 1));
        }
    }
}
