package dev.kith.web.bench;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.home.Home;
import dev.kith.engine.home.HomeSettings;
import dev.kith.engine.store.EventSource;
import dev.kith.engine.store.EventState;
import dev.kith.engine.store.InboxEvent;
import dev.kith.engine.sync.EngineOptions;
import dev.kith.engine.sync.Integration;
import dev.kith.web.bench.CallCatcher.Call;
import dev.kith.web.command.CommandFailed;
import dev.kith.web.command.FullSync;
import dev.kith.web.command.Shell;
import dev.kith.web.demo.DemoHome;
import dev.kith.web.demo.SimClient;
import dev.kith.web.demo.Simulators;
import dev.kith.web.host.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Measures how fast events are taken in, and how long one takes to its profile, between the simulators. */
final class EventBench {
    private static final int DIFFERENT_CALLS = 50;
    private static final int MOST_PERSONS = 1000;

    private final Shell shell;
    private final Case what;

    EventBench(Shell shell, Case what) {
        this.shell = requireNonNull(shell, "shell");
        this.what = requireNonNull(what, "what");
    }

    /**
     * What is measured.
     *
     * @param rate changes a second
     * @param seconds how long each measurement takes
     */
    record Case(int contacts, int rate, int seconds, long seed) {}

    /** Runs in the folder, and leaves its files there. Blocks for a minute or more. */
    Map<String, Object> run(Path folder) throws IOException, InterruptedException {
        Home home = Home.at(folder.resolve("home"));
        Path distribution = shell.distributionFolder();
        EventGate gate = new EventGate();
        try (Simulators simulators = Simulators.start(distribution, home.simulators(), what.contacts(), what.seed());
                CallCatcher catcher = CallCatcher.start()) {
            simulators.tribeClient().send("PUT", "/_sim/switches", "{\"T31\":\"present\",\"T32\":\"http\"}");
            new DemoHome(home, distribution).prepare(simulators);
            Path file = home.integrationsDir().resolve(DemoHome.INTEGRATION + ".yaml");
            Files.writeString(
                    file,
                    Files.readString(file) + "events: {address: \"" + catcher.address()
                            + "\", newContacts: immediately}\n");
            HomeSettings read = shell.settings(home);
            EngineOptions options = shell.engineOptions(home);
            try (Host host = Host.start(
                    home,
                    new HomeSettings(read.server().onPort(0), read.integrations()),
                    new EngineOptions(options.clock(), gate, options.pluginFolders(), options.env()))) {
                return measure(host, gate, simulators.tribeClient(), catcher);
            } finally {
                gate.open();
            }
        }
    }

    private Map<String, Object> measure(Host host, EventGate gate, SimClient tribe, CallCatcher catcher)
            throws IOException, InterruptedException {
        Integration integration =
                host.engine().integration(DemoHome.INTEGRATION).orElseThrow();
        integration.events().enable(true, "bench");
        integration.awaitEnd(FullSync.start(integration).id());
        List<String> persons = tribe.persons(MOST_PERSONS, "");
        Map<String, Object> figures = new LinkedHashMap<>();
        gate.close();
        Intake intake = new Intake(some(tribe, persons, catcher), Duration.ofSeconds(what.seconds()), shell.err());
        figures.putAll(intake.compare(host.port()));
        gate.open();
        awaitDone(integration);
        Optional<InboxEvent> last = integration.events().list(Optional.empty(), 1, Long.MAX_VALUE).stream()
                .findFirst();
        shell.err().println(figures);
        shell.err().println("changes to profiles");
        new Pour(tribe, catcher, host.url(), persons).pour(what.rate(), Duration.ofSeconds(what.seconds()));
        awaitDone(integration);
        figures.putAll(Latency.of(since(integration, last.map(InboxEvent::id).orElse(0L))));
        return figures;
    }

    private static List<Call> some(SimClient tribe, List<String> persons, CallCatcher catcher)
            throws InterruptedException {
        List<Call> calls = new ArrayList<>();
        for (String person : persons.subList(0, Math.min(DIFFERENT_CALLS, persons.size()))) {
            tribe.send("PATCH", "/_sim/persons/" + person, "{\"FirstName\":\"Bench\"}");
            Call call = catcher.calls().poll(30, TimeUnit.SECONDS);
            if (call == null) {
                throw new CommandFailed("The simulated CRM tells of no change. See its log in the home's sim/.");
            }
            calls.add(call);
        }
        return calls;
    }

    private static void awaitDone(Integration integration) throws InterruptedException {
        while (integration.events().status().counts().of(EventState.PENDING) > 0) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private static List<InboxEvent> since(Integration integration, long after) {
        return integration.events().list(Optional.empty(), Integer.MAX_VALUE, Long.MAX_VALUE).stream()
                .filter(event -> event.id() > after && event.source() == EventSource.WEBHOOK)
                .toList();
    }
}
