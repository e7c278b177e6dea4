package dev.kith.web.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code kith demo --once --json} as a process of its own, always in the same home. */
final class DemoProcess {
    private final Path folder;
    private final int contacts;

    DemoProcess(Path folder, int contacts) {
        this.folder = folder;
        this.contacts = contacts;
    }

    /** Runs a demo that must go well, and returns the one line it prints. */
    JsonNode run() throws Exception {
        int exit = run(Map.of());
        assertThat(exit).as(Files.readString(folder.resolve("err"))).isZero();
        List<String> lines = Files.readAllLines(folder.resolve("out"));
        assertThat(lines).as("one line of JSON, nothing else").hasSize(1);
        return new ObjectMapper().readTree(lines.get(0));
    }

    /** Runs a demo to whatever end, and returns its exit code. */
    int run(Map<String, String> environment) throws IOException, InterruptedException {
        Path distribution = RunningKith.distribution();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-Dkith.distribution=" + distribution,
                "-cp",
                distribution.resolve("lib") + File.separator + "*",
                "dev.kith.web.Main"));
        command.addAll(List.of("demo", "--once", "--json", "--contacts", String.valueOf(contacts), "--home"));
        command.add(folder.resolve("home").toString());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(1, TimeUnit.HOURS)).as("the demo ends").isTrue();
        return process.exitValue();
    }
}
