package dev.kith.web.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes that the CRM tells of, on their way to the audience. */
class RealTimeIT {
    @TempDir
    private static Path folder;

    private static Stage stage;

    @BeforeAll
    static void start() {
        stage = new Stage(folder, 20);
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    @BeforeEach
    void startOver() {
        stage.startOver().realTime("immediately");
    }

    @Test
    void s21AChangedContactIsUpdatedByItsEventWithoutARun() {
        String person = stage.person("{\"FirstName\":\"Ada\",\"LastName\":\"Bos\",\"customerType\":\"A\"}");
        stage.openListening().sync();
        stage.change(person, "{\"FirstName\":\"Bea\"}");
        stage.awaitQuiet();
        assertThat(stage.profile(person).attributes()).containsEntry("First name", "Bea");
        stage.assertDumpEqualsTheOracle();
        assertThat(stage.counted("dead")).isZero();
    }
}
