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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as its own process, as a person starts it: ended, started again, and killed in the middle. */
class DemoIT {
    private static final int KILLED = 137;

    @TempDir
    private Path folder;

    @Test
    void theDemoSyncsAndTheSameHomeAgainWritesNothing() throws Exception {
        JsonNode first = demo(Map.of());
        assertThat(first.path("state").asText()).isEqualTo("completed");
        assertThat(first.path("read").asInt()).isEqualTo(150);
        assertThat(first.path("created").asInt()).isPositive();
        assertThat(first.properties().stream().map(Map.Entry::getKey))
                .containsExactly(
                        "state",
                        "read",
                        "created",
                        "updated",
                        "unchanged",
                        "outOfScope",
                        "consents",
                        "issues",
                        "audienceCalls",
                        "seconds",
                        "contactsPerSecond",
                        "maxHeapMb");
        JsonNode second = demo(Map.of());
        assertThat(second.path("created").asInt()).isZero();
        assertThat(second.path("updated").asInt()).isZero();
        assertThat(second.path("unchanged").asInt())
                .isEqualTo(first.path("created").asInt());
        assertSimulatorsAgree();
    }

    /** The process is gone in an instant between delivery and settling; simulators come back with the same data. */
    @Test
    void aDemoThatIsKilledIsResumedByTheNext() throws Exception {
        Process killed = start(Map.of("KITH_CRASH_AT", "PAGE_DELIVERED:2"));
        assertThat(killed.waitFor()).isEqualTo(KILLED);
        JsonNode resumed = demo(Map.of());
        assertThat(resumed.path("state").asText()).isEqualTo("completed");
        assertThat(resumed.path("read").asInt()).isEqualTo(150);
        assertSimulatorsAgree();
    }

    /** Starts the simulators once more, with what they saved. */
    private void assertSimulatorsAgree() {
        try (RunningKith kith = RunningKith.prepare(folder, 1, 1)) {
            Map<String, Oracle.Profile> wanted =
                    Oracle.profiles(List.copyOf(kith.tribePersons().values()));
            Map<String, Oracle.Profile> found =
                    Dump.profiles(List.copyOf(kith.apsisDump().values()));
            assertThat(found).isNotEmpty();
            assertThat(Dump.differences(wanted, found)).isEmpty();
        }
    }

    private JsonNode demo(Map<String, String> environment) throws Exception {
        Process process = start(environment);
        assertThat(process.waitFor()).as(errors()).isZero();
        List<String> lines = Files.readAllLines(folder.resolve("out"));
        assertThat(lines).as("one line of JSON, nothing else").hasSize(1);
        return new ObjectMapper().readTree(lines.get(0));
    }

    private Process start(Map<String, String> environment) throws IOException, InterruptedException {
        Path distribution = RunningKith.distribution();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Dkith.distribution=" + distribution,
                "-cp",
                distribution.resolve("lib") + File.separator + "*",
                "dev.kith.web.Main"));
        command.addAll(List.of("demo", "--once", "--json", "--contacts", "150", "--home"));
        command.add(folder.resolve("home").toString());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).as("the demo ends").isTrue();
        return process;
    }

    private String errors() throws IOException {
        return Files.readString(folder.resolve("err"));
    }
}
