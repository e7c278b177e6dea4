package dev.kith.web.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.web.demo.DemoHome;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code kith serve} as a process of its own, on a free port. */
final class ServeProcess implements AutoCloseable {
    private static final String SERVES = "Kith serves ";
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final String url;
    private final Client rest;

    private ServeProcess(Process process, String url) {
        this.process = process;
        this.url = url;
        rest = new Client(url);
    }

    /** Starts it and waits until it serves. */
    static ServeProcess start(Path home, Map<String, String> environment) throws IOException {
        Process process = launch(home, environment);
        String first = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)).readLine();
        assertThat(first).as("what kith serve says first").startsWith(SERVES);
        return new ServeProcess(process, first.substring(SERVES.length()));
    }

    /** Only starts it. */
    static Process launch(Path home, Map<String, String> environment) throws IOException {
        Path distribution = RunningKith.distribution();
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-Dkith.distribution=" + distribution,
                        "-cp",
                        distribution.resolve("lib") + File.separator + "*",
                        "dev.kith.web.Main",
                        "serve",
                        "--home",
                        home.toString()))
                .redirectError(home.resolve("serve.log").toFile());
        builder.environment().put("KITH_PORT", "0");
        builder.environment().putAll(environment);
        return builder.start();
    }

    Client rest() {
        return rest;
    }

    String url() {
        return url;
    }

    Process process() {
        return process;
    }

    /** The newest run's state, such as {@code completed}. */
    String lastRun() {
        return rest.get("/api/v1/integrations/" + DemoHome.INTEGRATION + "/runs")
                .json()
                .findPath("state")
                .asText();
    }

    /** Waits until it has ended by itself, and returns its exit code. */
    int awaitEnd() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("kith serve ends")
                .isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
