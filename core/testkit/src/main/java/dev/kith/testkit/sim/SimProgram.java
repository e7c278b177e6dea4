package dev.kith.testkit.sim;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Runs a simulator as a process: state in, serve, state out.
 *
 * <p>It prints {@code ready http://127.0.0.1:PORT} when it serves. It ends on SIGTERM, or when standard input closes if
 * asked to, and saves its state then. A killed simulator comes back as it was at its last orderly end.
 */
public final class SimProgram {
    private final String name;
    private final SimOptions options;
    private final SimSystem system;
    private final SimClock clock;
    private @Nullable FileChannel state;

    /** The clock is the one the system goes by; {@code POST /_sim/clock} moves it. */
    public SimProgram(String name, SimOptions options, SimSystem system, SimClock clock) {
        this.name = Objects.requireNonNull(name, "name");
        this.options = Objects.requireNonNull(options, "options");
        this.system = Objects.requireNonNull(system, "system");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /** Serves until the end of the process or of standard input; returns the exit code. */
    public int run(InputStream stdin, PrintStream out, PrintStream err) {
        try {
            waitForPredecessor();
            restore();
            Routes routes = new Routes();
            system.addRoutes(routes);
            clock.addTo(routes);
            SimServer server = SimServer.start(port(), routes);
            for (String fault : options.faults) {
                server.addFault(fault);
            }
            rememberPort(server.port());
            Thread saving = new Thread(() -> stop(server, err), "save");
            Runtime.getRuntime().addShutdownHook(saving);
            out.println("ready http://127.0.0.1:" + server.port());
            waitForEnd(stdin);
            return 0;
        } catch (IOException e) {
            err.println(name + " simulator: can't start: " + e.getMessage()
                    + ". Free the port, or give another with --port; check that --state is a folder of its own.");
            return 1;
        }
    }

    /** One that was told to end may still be saving the state that this one is to read. The lock ends with the process. */
    private void waitForPredecessor() throws IOException {
        if (options.state != null) {
            Files.createDirectories(options.state);
            state = FileChannel.open(file(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            state.lock();
        }
    }

    private void restore() throws IOException {
        Path file = file(".json");
        if (options.state == null || !Files.exists(file)) {
            system.seed(options.seed, options.contacts);
            return;
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            system.load(in);
        }
    }

    private int port() throws IOException {
        if (options.port != null) {
            return options.port;
        }
        Path file = file(".port");
        return options.state != null && Files.exists(file)
                ? Integer.parseInt(Files.readString(file).strip())
                : 0;
    }

    private void rememberPort(int port) throws IOException {
        if (options.state != null) {
            Files.writeString(file(".port"), port + "\n");
        }
    }

    private void waitForEnd(InputStream stdin) throws IOException {
        if (!options.untilStdinCloses) {
            awaitKill();
            return;
        }
        while (stdin.read() >= 0) {
            // The parent writes nothing; only the end of the pipe counts.
        }
    }

    private static void awaitKill() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stop(SimServer server, PrintStream err) {
        server.close();
        if (options.state == null) {
            return;
        }
        try {
            Path part = file(".part");
            try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(part))) {
                system.save(stream);
            }
            Files.move(part, file(".json"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            err.println(name + " simulator: state not saved: " + e.getMessage());
        }
    }

    private Path file(String ending) {
        Path folder = options.state == null ? Path.of(".") : options.state;
        return folder.resolve(name + ending);
    }
}
