package dev.kith.web.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kith.web.command.CommandFailed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A simulator as a process of its own, which ends when we close its standard input or end ourselves, and keeps its state
 * in a folder.
 */
public final class Simulator implements AutoCloseable {
    private static final String READY = "ready ";
    private static final long SAVING_SECONDS = 60;

    private final Process process;
    private final URI url;

    private Simulator(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    /**
     * Starts one and waits until it serves.
     *
     * @param name {@code tribe} or {@code apsis-one}
     * @param state where it keeps its data, its port and its log
     */
    public static Simulator start(Path distribution, String name, Path state, int contacts, long seed) {
        Path log = state.resolve(name + ".log");
        Process process = launch(command(distribution, name, state, contacts, seed), state, log, name);
        String first = firstLine(process);
        if (first == null || !first.startsWith(READY)) {
            process.destroy();
            throw new CommandFailed("The " + name + " simulator did not start. It said: " + said(first, log));
        }
        return new Simulator(process, URI.create(first.substring(READY.length())));
    }

    /** The command that runs one, for {@code simulate} too. */
    static List<String> java(Path distribution, String name) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path jar = distribution.resolve("simulators").resolve(name + ".jar");
        if (!Files.isRegularFile(jar)) {
            throw new CommandFailed(
                    "There is no simulator \"" + name + "\": " + jar + " is missing. Build Kith again.");
        }
        return List.of(java, "-Xmx512m", "-XX:+UseSerialGC", "-jar", jar.toString());
    }

    private static List<String> command(Path distribution, String name, Path state, int contacts, long seed) {
        List<String> command = new ArrayList<>(java(distribution, name));
        command.addAll(List.of("--state", state.toString(), "--contacts", String.valueOf(contacts)));
        command.addAll(List.of("--seed", String.valueOf(seed), "--until-stdin-closes"));
        return command;
    }

    private static Process launch(List<String> command, Path state, Path log, String name) {
        try {
            Files.createDirectories(state);
            return new ProcessBuilder(command).redirectError(log.toFile()).start();
        } catch (IOException e) {
            throw new CommandFailed("The " + name + " simulator can't be started: " + e.getMessage()
                    + ". Check the rights of " + state + " and the space on its disk.");
        }
    }

    private static @Nullable String firstLine(Process process) {
        try {
            return new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)).readLine();
        } catch (IOException e) {
            return null;
        }
    }

    private static String said(@Nullable String first, Path log) {
        try {
            String text =
                    (first == null ? "" : first + " ") + Files.readString(log).strip();
            return text.isEmpty() ? "nothing" : text;
        } catch (IOException e) {
            return "nothing that could be read";
        }
    }

    public URI url() {
        return url;
    }

    /** Lets it save its state and end. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // It has ended already.
        }
        try {
            if (!process.waitFor(SAVING_SECONDS, TimeUnit.SECONDS)) {
                process.destroy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroy();
        }
    }
}
