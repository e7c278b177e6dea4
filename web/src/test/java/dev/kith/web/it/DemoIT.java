package dev.kith.web.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as its own process, as a person starts it: ended, started again, and killed in the middle. */
class DemoIT {
    private static final int KILLED = 137;
    private static final int CONTACTS = 150;

    @TempDir
    private Path folder;

    @Test
    void theDemoSyncsAndTheSameHomeAgainWritesNothing() throws Exception {
        DemoProcess demo = new DemoProcess(folder, CONTACTS);
        JsonNode first = demo.run();
        assertThat(first.path("state").asText()).isEqualTo("completed");
        assertThat(first.path("read").asInt()).isEqualTo(CONTACTS);
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
        JsonNode second = demo.run();
        assertThat(second.path("created").asInt()).isZero();
        assertThat(second.path("updated").asInt()).isZero();
        assertThat(second.path("unchanged").asInt())
                .isEqualTo(first.path("created").asInt());
        assertSimulatorsAgree();
    }

    /** The process is gone in an instant between delivery and settling; simulators come back with the same data. */
    @Tag("long")
    @Test
    void aDemoThatIsKilledIsResumedByTheNext() throws Exception {
        DemoProcess demo = new DemoProcess(folder, CONTACTS);
        assertThat(demo.run(Map.of("KITH_CRASH_AT", "PAGE_DELIVERED:2"))).isEqualTo(KILLED);
        JsonNode resumed = demo.run();
        assertThat(resumed.path("state").asText()).isEqualTo("completed");
        assertThat(resumed.path("read").asInt()).isEqualTo(CONTACTS);
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
}
