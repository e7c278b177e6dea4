package dev.kith.web.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kith.web.demo.DemoHome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The process is gone in an instant while an import is under way; the next one ends that import and starts no other. */
class KillIT {
    private static final int KILLED = 137;

    @RegisterExtension
    private static final Stage stage = Stage.with(120);

    @BeforeEach
    void bulk() {
        stage.kith().addToSettings("runs: {bulk: on}");
    }

    @ParameterizedTest
    @ValueSource(strings = "IMPORT_IN_PROGRESS")
    void a22AnImportThatAKillInterruptedIsFollowedToItsEndAndNotMadeAgain(String step) throws Exception {
        killed(step);
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(strings = {"IMPORT_UPLOADED", "IMPORT_QUEUED"})
    void a22SoIsOneThatWasOnlyUploadedOrQueued(String step) throws Exception {
        killed(step);
    }

    private void killed(String step) throws Exception {
        Path home = stage.kith().home().dir();
        try (ServeProcess killed = ServeProcess.start(home, Map.of("KITH_CRASH_AT", step))) {
            Answer begun =
                    killed.rest().post("/api/v1/integrations/" + DemoHome.INTEGRATION + "/runs", "{\"kind\":\"full\"}");
            assertThat(begun.status()).as(begun.text()).isEqualTo(201);
            assertThat(killed.awaitEnd()).isEqualTo(KILLED);
        }
        assertThat(imports()).isEqualTo(1);
        try (ServeProcess resumed = ServeProcess.start(home, Map.of())) {
            await().atMost(Duration.ofSeconds(60)).until(() -> resumed.lastRun().equals("completed"));
        }
        assertThat(imports()).as("imports asked for").isEqualTo(1);
        assertThat(uploads()).as("files uploaded").isEqualTo(1);
        stage.assertDumpEqualsTheOracle();
    }

    private static long imports() {
        return calls("}/imports");
    }

    private static long uploads() {
        return calls("/kith-imports");
    }

    private static long calls(String ending) {
        return stage.calls(stage.kith().apsisOne()).entrySet().stream()
                .filter(call ->
                        call.getKey().startsWith("POST ") && call.getKey().endsWith(ending))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
