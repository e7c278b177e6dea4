package dev.kith.web.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.engine.store.Run;
import dev.kith.engine.store.RunState;
import dev.kith.engine.sync.CrashPoint;
import dev.kith.engine.sync.CrashPoint.Step;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Full syncs by imports, against both simulators. */
class BulkIT {
    @TempDir
    private static Path folder;

    private static Stage stage;

    @BeforeAll
    static void start() {
        stage = new Stage(folder, 400);
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    @BeforeEach
    void startOver() {
        stage.startOver();
        stage.kith().replaceInSettings("timeZone:", "runs: {bulk: on}\ntimeZone:");
    }

    @Test
    void bulkAndSingleWritesEndInTheSameDump() {
        stage.open();
        Run bulk = stage.sync();
        assertThat(imports()).isEqualTo(1);
        stage.assertDumpEqualsTheOracle();
        Map<String, Oracle.Profile> byImport = stage.dump();
        stage.startOver().open();
        Run single = stage.sync();
        assertThat(imports()).isZero();
        assertThat(stage.dump()).isEqualTo(byImport);
        assertThat(bulk.counts()).isEqualTo(single.counts());
    }

    @Test
    void unchangedContactsCostNoCall() {
        stage.open();
        stage.sync();
        stage.forgetCalls();
        stage.sync();
        assertThat(stage.audienceWrites()).isEmpty();
    }

    /** Changes and emptied values go by imports too. */
    @Test
    void changesByImportEndInWhatTheOracleSays() {
        stage.open();
        stage.sync();
        stage.persons().stream()
                .map(person -> person.path("id").asText())
                .forEach(person -> stage.change(person, "{\"FirstName\":\"Kim\",\"vip\":false}"));
        stage.forgetCalls();
        stage.sync();
        assertThat(imports()).isPositive();
        stage.assertDumpEqualsTheOracle();
    }

    @ParameterizedTest
    @EnumSource(
            value = Step.class,
            names = {"IMPORT_REQUESTED", "IMPORT_UPLOADED", "IMPORT_QUEUED", "IMPORT_IN_PROGRESS", "IMPORT_ENDED"})
    void aCrashAroundAnImportIsResumedWithoutASecondImport(Step step) {
        stage.openCrashingAt(crashing(step));
        long run = stage.kith().startRun("{\"kind\":\"full\"}");
        stage.kith().awaitEnd(run);
        assertThat(stage.kith().integration().run(run)).map(Run::state).contains(RunState.RUNNING);
        stage.kith().closeHost();
        stage.open();
        assertThat(stage.kith().awaitEnd(run).state()).isEqualTo(RunState.COMPLETED);
        assertThat(imports()).isEqualTo(1);
        stage.assertDumpEqualsTheOracle();
        stage.forgetCalls();
        stage.sync();
        assertThat(stage.audienceWrites()).isEmpty();
    }

    private static long imports() {
        return stage.calls(stage.kith().apsisOne()).entrySet().stream()
                .filter(call ->
                        call.getKey().startsWith("POST ") && call.getKey().endsWith("/imports"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static CrashPoint crashing(Step step) {
        AtomicBoolean crashed = new AtomicBoolean();
        return reached -> {
            if (reached == step && !crashed.getAndSet(true)) {
                throw new Crash();
            }
        };
    }

    /** Nothing catches it. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;

        Crash() {
            super("crashed on purpose", null, false, false);
        }
    }
}
