package dev.kith.web.bench;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.home.Home;
import dev.kith.engine.home.HomeSettings;
import dev.kith.engine.store.EventSource;
import dev.kith.engine.store.EventState;
import dev.kith.engine.store.InboxEvent;
import dev.kith.engine.store.RunKind;
import dev.kith.engine.sync.CrashPoint;
import dev.kith.engine.sync.EngineOptions;
import dev.kith.engine.sync.Integration;
import dev.kith.engine.sync.RunRefused;
import dev.kith.web.bench.CallCatcher.Call;
import dev.kith.web.command.CommandFailed;
import dev.kith.web.command.Shell;
import dev.kith.web.demo.DemoHome;
import dev.kith.web.demo.SimClient;
import dev.kith.web.demo.Simulators;
import dev.kith.web.host.Host;
import dev.kith.web.http.Json;
import io.javalin.Javalin;
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
    private static final Duration WARM_UP = Duration.ofSeconds(3);

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

    /** Keeps those who would work on events waiting while it is closed, so that taking in has the machine for itself. */
    private static final class Gate implements CrashPoint {
        private boolean closed;

        @Override
        public synchronized void reached(Step step) {
            while (closed && step == Step.EVENT_CLAIMED) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }

        synchronized void closed(boolean now) {
            closed = now;
            notifyAll();
        }
    }

    /** Runs in the folder, and leaves its files there. Blocks for a minute or more. */
    Map<String, Object> run(Path folder) throws IOException, InterruptedException {
        Home home = Home.at(folder.resolve("home"));
        Path distribution = shell.distributionFolder();
        Gate gate = new Gate();
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
                gate.closed(false);
            }
        }
    }

    private Map<String, Object> measure(Host host, Gate gate, SimClient tribe, CallCatcher catcher)
            throws IOException, InterruptedException {
        Integration integration =
                host.engine().integration(DemoHome.INTEGRATION).orElseThrow();
        integration.events().enable(true, "bench");
        sync(integration);
        List<String> persons = CallBench.page(tribe, "");
        Map<String, Object> figures = new LinkedHashMap<>();
        gate.closed(true);
        takeIn(host.port(), some(tribe, persons, catcher), figures);
        gate.closed(false);
        awaitDone(integration);
        Optional<InboxEvent> last = integration.events().list(Optional.empty(), 1, Long.MAX_VALUE).stream()
                .findFirst();
        shell.err().println(figures);
        shell.err().println("changes to profiles");
        new Pour(tribe, catcher, host.url(), persons).pour(what.rate(), Duration.ofSeconds(what.seconds()));
        awaitDone(integration);
        latency(integration, last.map(InboxEvent::id).orElse(0L), figures);
        return figures;
    }

    private static void sync(Integration integration) throws InterruptedException {
        try {
            integration.awaitEnd(integration.start(RunKind.FULL, false).id());
        } catch (RunRefused e) {
            throw new CommandFailed(String.valueOf(e.getMessage()));
        }
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

    private void takeIn(int port, List<Call> calls, Map<String, Object> figures)
            throws IOException, InterruptedException {
        Javalin bare = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.startup.startupWatcherEnabled = false;
            config.routes.post("/webhooks/{id}", ctx -> {
                int unused = ctx.bodyAsBytes().length;
                ctx.status(202);
                Json.answer(ctx, Map.of("accepted", true));
            });
        });
        bare.start("127.0.0.1", 0);
        try {
            Callers toBare = new Callers(bare.port(), calls);
            Callers toKith = new Callers(port, calls);
            Duration during = Duration.ofSeconds(what.seconds());
            for (int callers : List.of(32, 128)) {
                shell.err().println("intake, " + callers + " callers");
                toBare.rate(callers, WARM_UP);
                toKith.rate(callers, WARM_UP);
                double bareRate = toBare.rate(callers, during);
                double kithRate = toKith.rate(callers, during);
                figures.put("bare" + callers, Math.round(bareRate));
                figures.put("durable" + callers, Math.round(kithRate));
                figures.put("ratio" + callers, Math.round(kithRate / bareRate * 100) / 100.0);
            }
        } finally {
            bare.stop();
        }
    }

    private static void awaitDone(Integration integration) throws InterruptedException {
        while (integration.events().status().counts().of(EventState.PENDING) > 0) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** From the commit of the event to that of its end, which comes after the profile was written. */
    private static void latency(Integration integration, long after, Map<String, Object> figures) {
        List<InboxEvent> told = since(integration, after);
        List<Long> millis = told.stream()
                .flatMap(event ->
                        event
                                .endedAt()
                                .map(ended -> Duration.between(event.receivedAt(), ended)
                                        .toMillis())
                                .stream())
                .sorted()
                .toList();
        if (millis.isEmpty()) {
            throw new CommandFailed("No event came in. See the log.");
        }
        long span = Math.max(
                1,
                Duration.between(
                                told.get(told.size() - 1).receivedAt(),
                                told.get(0).receivedAt())
                        .toMillis());
        figures.put("events", told.size());
        figures.put("eventsPerSecond", Math.round(told.size() * 1000.0 / span));
        figures.put(
                "dead", told.stream().filter(e -> e.state() == EventState.DEAD).count());
        figures.put("p50Millis", at(millis, 0.50));
        figures.put("p95Millis", at(millis, 0.95));
        figures.put("p99Millis", at(millis, 0.99));
    }

    private static long at(List<Long> sorted, double share) {
        return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(sorted.size() * share)));
    }

    private static List<InboxEvent> since(Integration integration, long after) {
        return integration.events().list(Optional.empty(), Integer.MAX_VALUE, Long.MAX_VALUE).stream()
                .filter(event -> event.id() > after && event.source() == EventSource.WEBHOOK)
                .toList();
    }
}
