package dev.kith.web.demo;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.home.Home;
import dev.kith.engine.home.HomeSettings;
import dev.kith.engine.home.ServerSettings;
import dev.kith.engine.store.Run;
import dev.kith.engine.store.RunKind;
import dev.kith.engine.sync.Integration;
import dev.kith.web.command.CommandFailed;
import dev.kith.web.command.FullSync;
import dev.kith.web.command.Shell;
import dev.kith.web.host.Host;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The demo while it runs.
 *
 * <ol>
 *   <li>both simulators start, with the data of the last time if there is some
 *   <li>the home is made, or pointed at them
 *   <li>the host starts, which resumes a run that was interrupted
 *   <li>{@link #sync} follows that run, or starts one
 * </ol>
 */
final class Demo implements AutoCloseable {
    private static final long LOOK_MILLIS = 200;
    private static final int LATEST = 20;

    private final Shell shell;
    private final Simulators simulators;
    private final Host host;
    private final Instant started;

    private Demo(Shell shell, Simulators simulators, Host host, Instant started) {
        this.shell = requireNonNull(shell, "shell");
        this.simulators = requireNonNull(simulators, "simulators");
        this.host = requireNonNull(host, "host");
        this.started = requireNonNull(started, "started");
    }

    static Demo start(Shell shell, Home home, int contacts, long seed, OptionalInt port) {
        Path distribution = shell.distributionFolder();
        Simulators simulators = Simulators.start(distribution, home.simulators(), contacts, seed);
        try {
            new DemoHome(home, distribution).prepare(simulators);
            simulators.resetAudienceCalls();
            HomeSettings settings = withPort(shell.settings(home), port);
            Instant started = shell.clock().instant();
            return new Demo(shell, simulators, Host.start(home, settings, shell.engineOptions(home)), started);
        } catch (RuntimeException e) {
            simulators.close();
            throw e;
        }
    }

    private static HomeSettings withPort(HomeSettings settings, OptionalInt port) {
        ServerSettings server = settings.server();
        return port.isEmpty() ? settings : new HomeSettings(server.onPort(port.getAsInt()), settings.integrations());
    }

    String url() {
        return host.url();
    }

    /** Follows the interrupted run that the start resumed, or a new full sync, to its end. */
    DemoResult sync(Progress progress) throws InterruptedException {
        Integration integration = integration();
        Optional<Run> resumed = integration.runs(LATEST, Long.MAX_VALUE).stream()
                .filter(run -> run.kind() == RunKind.FULL && !run.state().isEnded())
                .findFirst();
        Instant begun = resumed.isPresent() ? started : shell.clock().instant();
        Run run = resumed.isPresent() ? resumed.get() : FullSync.start(integration);
        Run ended = follow(integration, run.id(), progress);
        Duration took = Duration.between(begun, shell.clock().instant());
        return new DemoResult(ended, took, simulators.audienceCalls(), maxHeapMb());
    }

    private Integration integration() {
        Integration integration = host.engine()
                .integration(DemoHome.INTEGRATION)
                .orElseThrow(() -> new CommandFailed(
                        "The home has no integration \"" + DemoHome.INTEGRATION + "\" any more; the demo needs it."));
        if (!integration.problems().isEmpty()) {
            throw new CommandFailed(String.join(System.lineSeparator(), integration.problems()));
        }
        return integration;
    }

    private static Run follow(Integration integration, long run, Progress progress) throws InterruptedException {
        ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor();
        try {
            var unused = looking.scheduleWithFixedDelay(
                    () -> integration.run(run).ifPresent(progress::show), 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
            return integration.awaitEnd(run);
        } finally {
            looking.shutdownNow();
            looking.awaitTermination(10, TimeUnit.SECONDS);
            progress.end();
        }
    }

    private static long maxHeapMb() {
        long bytes = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
        return bytes / (1024 * 1024);
    }

    @Override
    public void close() {
        host.close();
        simulators.close();
    }
}
