package dev.kith.web.it;

import static dev.kith.web.it.Persons.named;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.web.demo.DemoHome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever goes wrong while events come in, none is lost or dead, and in the end the profiles are what the rules say. */
class RealTimeFaultsIT {
    private static final ShiftedClock CLOCK = new ShiftedClock();
    private static final String DOWN = "{\"endpoint\":\"*\",\"status\":503,\"body\":\"\"}";
    private static final String TYPED = "{\"T27\":\"typed\",\"T31\":\"present\",\"T32\":\"http\"}";
    private static final Duration LONG = Duration.ofSeconds(60);

    @RegisterExtension
    private static final Stage stage = Stage.with(40, CLOCK);

    @BeforeEach
    void realTime() {
        CLOCK.reset();
        stage.realTime("immediately");
    }

    @Test
    void eventsThatPourInDuringAStormOfBothSystemsEndInTheProfilesTheRulesWant() throws InterruptedException {
        MovedTime time = stage.kith().movedTime();
        stage.kith().openWith(time);
        stage.listen().sync();
        stage.switches(TYPED.replace("}", ",\"T35\":\"reorder\"}"));
        try (PouringChanges changes = new PouringChanges(stage.kith(), new Random(7))) {
            StormIT.faults(stage);
            changes.pour();
            awaitMoving(time, () -> stage.inbox().path("received").asLong() > 250);
            changes.stop();
            awaitMoving(time, RealTimeFaultsIT::isQuiet);
            stage.clearFaults();

            assertThat(stage.counted("dead")).isZero();
            assertBalanced(stage.inbox());
            assertThat(changes.optedOut()).isNotEmpty();
            changes.differences().stream()
                    .map(difference -> difference.substring(0, difference.indexOf(' ')))
                    .forEach(RealTimeFaultsIT::setLabelsAnew);
            assertThat(changes.differences()).isEmpty();
        }
    }

    @Test
    void aCrmThatIsDownForTwoDaysLeavesNothingDeadAndAllIsDoneAfterwards() {
        String changed = stage.person(named("changed"));
        String gone = stage.person(named("gone"));
        stage.label(gone, "Newsletter");
        MovedTime time = stage.kith().movedTime();
        stage.kith().openWith(time);
        stage.switches(TYPED);
        stage.listen().sync();
        Stage.fault(stage.kith().tribe(), DOWN);
        stage.change(changed, "{\"FirstName\":\"Bea\"}");
        stage.label(changed, "Newsletter");
        stage.kith().tribe().send("DELETE", "/_sim/persons/" + gone, "");
        String added = stage.person(named("added"));
        for (int i = 0; i < 8; i++) {
            long asked = callsOfTribe();
            time.pause(Duration.ofHours(6));
            await().atMost(LONG).until(() -> callsOfTribe() > asked);
        }
        assertThat(stage.counted("dead")).isZero();
        assertThat(stage.counted("pending")).isPositive();
        assertThat(stage.inbox().path("warnings").toString()).contains("15 minutes");
        assertThat(stage.inbox().path("pausedBecause").asText()).contains("503");

        stage.clearFaults();
        awaitMoving(time, RealTimeFaultsIT::isQuiet);
        assertThat(stage.counted("dead")).isZero();
        assertThat(stage.firstName(changed)).isEqualTo("Bea");
        assertThat(stage.profile(changed).consents()).isNotEmpty().allMatch(consent -> consent.endsWith("opt-in"));
        assertThat(stage.profile(gone).consents()).isNotEmpty().allMatch(consent -> consent.endsWith("opt-out"));
        assertThat(stage.firstName(added)).isEqualTo("Ada");
    }

    @Test
    void aClockThatIsSetBackByADayOrOnByAMonthKeepsNoEventWaitingAndNoRunGoing() {
        String waiting = stage.person(named("waiting"));
        stage.openListening().sync();
        Stage.fault(stage.kith().apsisOne(), DOWN);
        stage.change(waiting, "{\"FirstName\":\"Bea\"}");
        await().until(() -> stage.kith().get("/inbox").text().contains("answered 503"));

        CLOCK.moveOn(Duration.ofDays(-1));
        stage.clearFaults();
        stage.awaitQuiet();
        assertThat(stage.firstName(waiting)).isEqualTo("Bea");
        stage.change(waiting, "{\"FirstName\":\"Cee\"}");
        stage.awaitQuiet();
        assertThat(stage.firstName(waiting)).isEqualTo("Cee");

        CLOCK.moveOn(Duration.ofDays(30));
        stage.change(waiting, "{\"FirstName\":\"Dee\"}");
        stage.awaitQuiet();
        assertThat(stage.firstName(waiting)).isEqualTo("Dee");
        stage.sync();
        stage.assertDumpEqualsTheOracle();
        assertThat(stage.counted("dead")).isZero();
    }

    /** The process may write no byte more to any file, as on a full or read-only disk. */
    @Test
    void aDiskThatTakesNothingMoreAcknowledgesNothingAndLosesNothing() throws Exception {
        String held = stage.person(named("held"));
        String refused = stage.person(named("refused"));
        try (Relay relay = new Relay(1);
                ServeProcess kith = serveBehind(relay)) {
            Stage.fault(stage.kith().apsisOne(), "{\"endpoint\":\"*\",\"contains\":\"/profiles/\",\"hold\":true}");
            stage.change(held, "{\"FirstName\":\"Bea\"}");
            await().until(() -> heldCalls() > 0);
            int acknowledged = relay.acknowledged().size();

            fileSizeLimit(kith, "0:");
            stage.clearFaults();
            await().until(() -> stage.firstName(held).equals("Bea"));
            stage.change(refused, "{\"FirstName\":\"Cee\"}");
            await().until(() -> !relay.otherAnswers().isEmpty());
            assertThat(relay.otherAnswers()).isSubsetOf(500, 503);
            assertThat(relay.acknowledged()).hasSize(acknowledged);

            fileSizeLimit(kith, "unlimited");
            await().atMost(LONG).until(() -> relay.isEmpty() && pending(kith) == 0);
            assertThat(stage.firstName(held)).isEqualTo("Bea");
            assertThat(stage.firstName(refused)).isEqualTo("Cee");
            assertThat(status(kith).path("counts").path("dead").asLong()).isZero();
            assertBalanced(status(kith));
            stage.assertDumpEqualsTheOracle();
        }
    }

    /** Where both systems agree already. */
    private static ServeProcess serveBehind(Relay relay) throws Exception {
        stage.kith()
                .replaceInSettings(
                        "address: http://127.0.0.1:" + stage.kith().fixPort(), "address: " + relay.address());
        ServeProcess kith = ServeProcess.start(stage.kith().home().dir(), Map.of());
        relay.to(kith.url());
        assertThat(kith.rest().post(path("/enable"), "{}").status()).isEqualTo(200);
        assertThat(kith.rest().post(path("/runs"), "{\"kind\":\"full\"}").status())
                .isEqualTo(201);
        await().atMost(LONG).until(() -> kith.lastRun().equals("completed"));
        return kith;
    }

    private static void fileSizeLimit(ServeProcess kith, String limit) throws Exception {
        Process set = new ProcessBuilder(List.of(
                        "prlimit", "--pid", String.valueOf(kith.process().pid()), "--fsize=" + limit))
                .redirectErrorStream(true)
                .start();
        String words = new String(set.getInputStream().readAllBytes(), UTF_8);
        assertThat(set.waitFor()).as(words).isZero();
    }

    private static String path(String more) {
        return "/api/v1/integrations/" + DemoHome.INTEGRATION + more;
    }

    private static JsonNode status(ServeProcess kith) {
        return kith.rest().get(path("/inbox")).json().path("status");
    }

    private static long pending(ServeProcess kith) {
        return status(kith).path("counts").path("pending").asLong();
    }

    private static int heldCalls() {
        return stage.kith().apsisOne().get("/_sim/faults").json().path("held").asInt();
    }

    private static long callsOfTribe() {
        return stage.calls(stage.kith().tribe()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /**
     * A withdrawal whose answer was lost, found carried out when it is repeated, can't be told from the person's own. So it
     * stands until the label is taken off and set again (D28); nothing else may differ.
     */
    private static void setLabelsAnew(String person) {
        Oracle.Profile wanted = requireNonNull(Oracle.profiles(stage.persons()).get(person), person);
        Oracle.Profile found = stage.profile(person);
        assertThat(found.attributes()).isEqualTo(wanted.attributes());
        assertThat(wanted.consents())
                .allMatch(consent -> found.consents().contains(consent)
                        || found.consents().contains(consent.replace("opt-in", "opt-out")));
        List<String> labels = wanted.consents().stream()
                .map(consent -> consent.substring(0, consent.indexOf(' ')))
                .distinct()
                .toList();
        labels.forEach(label -> stage.unlabel(person, label));
        stage.awaitQuiet();
        labels.forEach(label -> stage.label(person, label));
        stage.awaitQuiet();
    }

    /** Every event received is in exactly one state. */
    private static void assertBalanced(JsonNode status) {
        long inAll = 0;
        for (JsonNode count : status.path("counts")) {
            inAll += count.asLong();
        }
        assertThat(status.path("received").asLong()).isPositive().isEqualTo(inAll);
    }

    private static boolean isQuiet() {
        return stage.kith()
                                .tribe()
                                .get("/_sim/deliveries")
                                .json()
                                .path("waiting")
                                .asInt()
                        == 0
                && stage.counted("pending") == 0;
    }

    /** Back-off goes by the clock, so it takes hours of that and no time. */
    private static void awaitMoving(MovedTime time, Callable<Boolean> condition) {
        await().atMost(LONG).until(() -> {
            time.pause(Duration.ofSeconds(20));
            return condition.call();
        });
    }
}
