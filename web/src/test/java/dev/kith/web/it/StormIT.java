package dev.kith.web.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kith.engine.store.Run;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every fault at 2 % on every endpoint of both systems, so that about one call in eight goes wrong: a full sync completes
 * all the same, and the profiles are what the oracle says.
 *
 * <p>Back-off and limits go by a clock that waits move on; only what is late by a timeout takes its time.
 */
class StormIT {
    /** With the setting {@code timeout} at a second, an answer after that comes too late, but is carried out. */
    private static final List<String> FAULTS = List.of(
            "\"status\":429",
            "\"status\":429,\"retryAfter\":\"3\"",
            "\"status\":500,\"contentType\":\"application/json\",\"body\":\"{}\"",
            "\"status\":503,\"retryAfter\":\"2\"",
            "\"status\":502,\"html\":true",
            "\"status\":200,\"html\":true",
            "\"slowMillis\":100",
            "\"cutAfter\":10",
            "\"drop\":true",
            "\"slowMillis\":1300");

    @Test
    void aStormOverImportsEndsInWhatTheOracleSays() {
        bulk(500);
    }

    @Test
    void aStormOverSingleWritesEndsInWhatTheOracleSays() {
        single(100);
    }

    @Tag("long")
    @Test
    void aStormOverFiveThousandContactsInBulkEndsInWhatTheOracleSays() {
        bulk(5000);
    }

    @Tag("long")
    @Test
    void aStormOverAThousandContactsOneByOneEndsInWhatTheOracleSays() {
        single(1000);
    }

    private void bulk(int contacts) {
        try (Stage stage = Stage.with(contacts).set()) {
            assertThat(stage.kith()
                            .apsisOne()
                            .post("/_sim/switches", "{\"A4\":\"on\"}")
                            .status())
                    .isEqualTo(200);
            stage.kith().apsisOne().post("/_sim/imports/delay", "{\"milliseconds\":5000}");
            stage.kith().replaceInSettings("rate: unlimited\n    #", "rate: 80\n    #");
            weather(stage, "on");
            assertThat(stage.calls(stage.kith().apsisOne()).keySet()).anyMatch(route -> route.endsWith("/imports"));
        }
    }

    private void single(int contacts) {
        try (Stage stage = Stage.with(contacts).set()) {
            weather(stage, "off");
        }
    }

    private static void weather(Stage stage, String bulk) {
        RunningKith kith = stage.kith();
        kith.replaceInSettings("clientId: kith", "clientId: kith\n    timeout: 1");
        kith.addToSettings("runs: {bulk: " + bulk + "}");
        MovedTime time = kith.movedTime();
        kith.openWith(time);
        faults(stage);
        Run run = kith.fullSync();
        stage.clearFaults();
        List.of(kith.tribe(), kith.apsisOne()).forEach(StormIT::awaitNobodyHeld);
        assertThat(run.cause()).isEmpty();
        assertThat(run.state().word()).isEqualTo("completed");
        assertThat(time.waited()).isPositive();
        stage.assertDumpEqualsTheOracle();
    }

    /** From now on, every fault at 2 % on both systems. */
    static void faults(Stage stage) {
        for (int i = 0; i < FAULTS.size(); i++) {
            for (Client simulator : List.of(stage.kith().tribe(), stage.kith().apsisOne())) {
                Stage.fault(
                        simulator, "{\"endpoint\":\"*\",\"rate\":0.02,\"seed\":" + (i + 1) + "," + FAULTS.get(i) + "}");
            }
        }
    }

    private static void awaitNobodyHeld(Client simulator) {
        await().until(() -> simulator.get("/_sim/faults").json().path("held").asInt() == 0);
    }
}
