package dev.kith.web.it;

import static dev.kith.web.it.Persons.named;
import static dev.kith.web.it.Persons.withContactRow;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.engine.store.Run;
import dev.kith.engine.store.RunKind;
import dev.kith.engine.store.RunState;
import dev.kith.engine.sync.CrashPoint;
import dev.kith.engine.sync.CrashPoint.Step;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What happens at its time: catching up with changes that no event told of, the daily run of new contacts, what is late. */
class CatchUpIT {
    private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");
    private static final String LOST = "{\"T31\": \"present\", \"T32\": \"http\", \"T35\": \"drop-all\"}";

    private static final ShiftedClock CLOCK = new ShiftedClock();

    @RegisterExtension
    private static final Stage stage = Stage.with(20, CLOCK);

    @BeforeEach
    void realTime() {
        CLOCK.reset();
        stage.realTime("immediately");
    }

    @Test
    void t35WithEveryWebhookLostBothSystemsAgreeAfterOneCatchUp() {
        String renamed = stage.person(named("renamed"));
        String labelled = stage.person(named("labelled"));
        String unlabelled = stage.person(named("unlabelled"));
        stage.label(unlabelled, "Newsletter");
        String moved = stage.person(withContactRow("moved"));
        stage.openListening().sync();
        long received = received();
        stage.switches(LOST);
        stage.change(renamed, "{\"FirstName\":\"Bea\"}");
        stage.label(labelled, "Newsletter");
        stage.unlabel(unlabelled, "Newsletter");
        stage.change(
                moved, "{\"contacts\":[{\"id\":\"" + stage.contactRow(moved) + "\",\"phone\":\"+31 20 7654321\"}]}");
        stage.person(named("added"));
        stage.awaitQuiet();
        assertThat(received()).isEqualTo(received);

        Run run = catchUp();
        stage.awaitQuiet();
        assertThat(stage.profile(unlabelled).consents()).isNotEmpty().allMatch(consent -> consent.endsWith("opt-out"));
        stage.assertDumpEqualsTheOracleButForOptOuts();
        assertThat(run.counts().read()).isGreaterThanOrEqualTo(5);
        assertThat(run.cause()).isEqualTo("5 contacts differed and got an event each.");
        assertThat(received()).isEqualTo(received + 5);
        for (JsonNode event : stage.kith().get("/inbox").json().path("events")) {
            assertThat(event.path("source").asText()).isEqualTo("catch-up");
        }

        assertThat(catchUp().cause()).as("nothing differs any more").isEmpty();
        assertThat(received()).isEqualTo(received + 5);
    }

    @Test
    void whatChangedWhileTheHostWasDownIsCaughtUpWithAtItsStart() {
        String person = stage.person(named("down"));
        stage.openListening().sync();
        stage.kith().closeHost();
        stage.change(person, "{\"FirstName\":\"Bea\"}");
        stage.awaitTold();

        stage.open();
        Awaitility.await().until(() -> stage.firstName(person).equals("Bea"));
        assertThat(newest(RunKind.CATCH_UP)).isPresent();
    }

    @Test
    void whatChangedWhileTheIntegrationWasDisabledIsCaughtUpWithWhenItIsEnabled() {
        String person = stage.person(named("disabled"));
        stage.openListening().sync();
        stage.kith().post("/disable", "{}");
        stage.change(person, "{\"FirstName\":\"Bea\"}");
        stage.awaitTold();

        stage.listen();
        Awaitility.await().until(() -> stage.firstName(person).equals("Bea"));
    }

    @Test
    void everySixtyMinutesItIsCaughtUp() {
        String person = stage.person(named("hourly"));
        stage.openListening().sync();
        stage.switches(LOST);
        stage.change(person, "{\"FirstName\":\"Bea\"}");
        stage.awaitQuiet();
        assertThat(newest(RunKind.CATCH_UP)).isEmpty();

        CLOCK.moveOn(Duration.ofMinutes(61));
        Awaitility.await().until(() -> stage.firstName(person).equals("Bea"));
        Run run = stage.kith().awaitEnd(newest(RunKind.CATCH_UP).orElseThrow().id());
        assertThat(run.cause()).isEqualTo("1 contact differed and got an event.");
    }

    @Test
    void aCatchUpDefersNoEventIsAloneAndMayBeCancelledWithoutMissingAnything() {
        String missed = stage.person(named("missed"));
        String told = stage.person(named("told"));
        Hook hook = new Hook();
        stage.openCrashingAt(hook).listen().sync();
        stage.switches(LOST);
        stage.change(missed, "{\"FirstName\":\"Bea\"}");
        stage.awaitQuiet();
        stage.switches("{\"T31\": \"present\", \"T32\": \"http\"}");

        Gate gate = new Gate(Step.RUN_CLAIMED);
        hook.becomes(gate);
        long run = stage.kith().startRun("{\"kind\":\"catch-up\"}");
        gate.awaitReached();
        Answer second = stage.kith().post("/runs", "{\"kind\":\"catch-up\"}");
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.text()).contains("catch-up run " + run + " has not ended yet");
        stage.change(told, "{\"FirstName\":\"Cee\"}");
        Awaitility.await().until(() -> stage.firstName(told).equals("Cee"));
        stage.kith().post("/runs/" + run + "/cancel", "{}");
        gate.open();
        assertThat(stage.kith().awaitEnd(run).state()).isEqualTo(RunState.CANCELLED);
        assertThat(stage.firstName(missed)).isEqualTo("Ada");

        hook.becomes(CrashPoint.none());
        catchUp();
        stage.awaitQuiet();
        assertThat(stage.firstName(missed)).isEqualTo("Bea");
    }

    @Test
    void aCatchUpThatACrashInterruptedBeginsAnewAtTheNextStart() {
        String person = stage.person(named("crash"));
        Hook hook = new Hook();
        stage.openCrashingAt(hook).listen().sync();
        stage.switches(LOST);
        stage.change(person, "{\"FirstName\":\"Bea\"}");
        hook.becomes(step -> {
            if (step == Step.RUN_CLAIMED) {
                throw new Crash();
            }
        });
        long run = stage.kith().startRun("{\"kind\":\"catch-up\"}");
        stage.kith().awaitEnd(run);
        stage.kith().closeHost();

        stage.open();
        assertThat(stage.kith().awaitEnd(run).state()).isEqualTo(RunState.COMPLETED);
        stage.awaitQuiet();
        assertThat(stage.firstName(person)).isEqualTo("Bea");
    }

    @Test
    void aFullSyncDoesNotWaitForACatchUp() {
        Hook hook = new Hook();
        stage.openCrashingAt(hook).listen().sync();
        Gate gate = new Gate(Step.RUN_CLAIMED);
        hook.becomes(gate);
        long catchUp = stage.kith().startRun("{\"kind\":\"catch-up\"}");
        gate.awaitReached();
        long full = stage.kith().startRun("{\"kind\":\"full\"}");
        gate.open();
        assertThat(stage.kith().awaitEnd(catchUp).cause()).isEqualTo("A full sync came, which sees all there is.");
        assertThat(stage.kith().awaitEnd(full).state()).isEqualTo(RunState.COMPLETED);
    }

    @Test
    void beforeTheFirstFullSyncThereIsNothingToCatchUpWith() {
        stage.openListening();
        Answer answer = stage.kith().post("/runs", "{\"kind\":\"catch-up\"}");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text()).contains("has completed no full sync yet");
        assertThat(stage.kith().integration().runs(10, Long.MAX_VALUE)).isEmpty();
    }

    /** One new contact is told of, of the other the event was lost. */
    @Test
    void s30CompletelyNewContactsAreCreatedByTheDailyRunAtFiveInTheIntegrationsZone() {
        daily();
        stage.openListening().sync();
        String told = stage.person(named("told"));
        awaitHeld(1);
        stage.switches(LOST);
        String lost = stage.person(named("lost"));
        stage.awaitTold();
        assertThat(stage.dump()).doesNotContainKeys(told, lost);

        CLOCK.moveTo(nextFive().toInstant().minusSeconds(60));
        assertThat(newest(RunKind.NEW_CONTACTS)).isEmpty();
        CLOCK.moveOn(Duration.ofSeconds(61));
        Awaitility.await().until(() -> stage.dump().keySet().containsAll(List.of(told, lost)));
        stage.awaitQuiet();
        Run run =
                stage.kith().awaitEnd(newest(RunKind.NEW_CONTACTS).orElseThrow().id());
        assertThat(run.state()).isEqualTo(RunState.COMPLETED);
        assertThat(run.counts().created()).isEqualTo(2);
        stage.assertDumpEqualsTheOracle();
    }

    @Test
    void s30ADailyRunThatFellIntoAPauseOfTheHostIsMadeUpFor() {
        daily();
        stage.openListening().sync();
        String person = stage.person(named("pause"));
        awaitHeld(1);
        stage.kith().closeHost();
        CLOCK.moveTo(nextFive().toInstant().plus(Duration.ofHours(3)));

        stage.open();
        Awaitility.await().until(() -> stage.dump().containsKey(person));
        Awaitility.await()
                .until(() -> newest(RunKind.NEW_CONTACTS)
                        .filter(run -> run.state() == RunState.COMPLETED)
                        .isPresent());
        stage.awaitQuiet();
    }

    @Test
    void d13AndD15ByHandNewContactsAreCreatedAtOnceAndSoAreThoseThatNewlyMeetTheConditions() {
        daily();
        String outside = stage.person(named("outside").replace("\"A\"", "\"C\""));
        stage.openListening().sync();
        String added = stage.person(named("added"));
        stage.label(added, "Newsletter");
        stage.change(outside, "{\"customerType\":\"A\"}");
        awaitHeld(2);
        assertThat(stage.dump()).doesNotContainKeys(added, outside);

        Run run = stage.kith().awaitEnd(stage.kith().startRun("{\"kind\":\"new-contacts\"}"));
        assertThat(run.state()).isEqualTo(RunState.COMPLETED);
        assertThat(run.counts().created()).isEqualTo(2);
        stage.awaitQuiet();
        assertThat(stage.counted("unchanged")).isEqualTo(2);
        assertThat(stage.profile(added).consents()).as("D15").isNotEmpty();
        stage.assertDumpEqualsTheOracle();
    }

    @Test
    void s26EventsOfAFullSyncThatIsNotResumedWithin24HoursAreWorkedOnThen() {
        String person = stage.person(named("s26"));
        Hook hook = new Hook();
        stage.openCrashingAt(hook).listen().sync();
        Gate gate = new Gate(Step.RUN_CLAIMED);
        hook.becomes(step -> {
            gate.reached(step);
            if (step == Step.RUN_CLAIMED) {
                throw new Crash();
            }
        });
        long run = stage.kith().startRun("{\"kind\":\"full\"}");
        gate.awaitReached();
        stage.change(person, "{\"FirstName\":\"Bea\"}");
        Awaitility.await().until(() -> stage.counted("pending") == 1);
        gate.open();
        stage.kith().awaitEnd(run);
        assertThat(stage.inbox().path("deferred").asBoolean()).isTrue();
        stage.kith().closeHost();
        CLOCK.moveOn(Duration.ofHours(25));

        stage.open();
        Run ended = stage.kith().integration().run(run).orElseThrow();
        assertThat(ended.state()).isEqualTo(RunState.FAILED);
        assertThat(ended.cause()).contains("not resumed in time");
        stage.awaitQuiet();
        assertThat(stage.firstName(person)).isEqualTo("Bea");
    }

    /** Tribe has its answer long before the audience can be written to. */
    @Test
    void s23AMessageIsPickedUpWhenThereIsTimeAndB3LongerThan15MinutesIsSaid() {
        String person = stage.person(named("s23"));
        stage.openListening().sync();
        Stage.fault(stage.kith().apsisOne(), "{\"endpoint\":\"*\",\"status\":503,\"body\":\"\"}");
        stage.change(person, "{\"FirstName\":\"Bea\"}");
        stage.awaitTold();
        Awaitility.await().until(() -> stage.counted("pending") == 1);
        assertThat(stage.inbox().path("warnings")).isEmpty();

        CLOCK.moveOn(Duration.ofMinutes(16));
        assertThat(stage.inbox().path("lagSeconds").asLong()).isGreaterThan(900);
        assertThat(stage.inbox().path("warnings").toString()).contains("15 minutes");

        stage.clearFaults();
        CLOCK.moveOn(Duration.ofMinutes(2));
        stage.awaitQuiet();
        assertThat(stage.firstName(person)).isEqualTo("Bea");
        assertThat(stage.inbox().path("lagSeconds").asLong()).isZero();
        assertThat(stage.counted("dead")).isZero();
    }

    @Test
    void s29ExistingProfilesAreUpdatedContinuouslyAlsoWhereNewOnesWaitForTheDailyRun() {
        daily();
        String person = stage.person(named("s29"));
        stage.openListening().sync();
        for (String name : List.of("Bea", "Cee", "Dee")) {
            stage.change(person, "{\"FirstName\":\"" + name + "\"}");
            stage.awaitQuiet();
            assertThat(stage.firstName(person)).isEqualTo(name);
        }
        assertThat(stage.kith().integration().runs(10, Long.MAX_VALUE)).hasSize(1);
    }

    @Test
    void b2AFullSyncGoesThroughAllPeopleAndCreatesOrUpdates() {
        String person = stage.person(named("b2"));
        stage.open().sync();
        stage.switches(LOST);
        String added = stage.person(named("added"));
        stage.change(person, "{\"FirstName\":\"Bea\"}");
        Run run = stage.sync();
        assertThat(run.counts().read()).isEqualTo(stage.persons().size());
        assertThat(run.counts().created()).isEqualTo(1);
        assertThat(run.counts().updated()).isEqualTo(1);
        assertThat(List.of(stage.firstName(person), stage.firstName(added))).containsExactly("Bea", "Ada");
        stage.assertDumpEqualsTheOracle();
    }

    private static void daily() {
        stage.kith().replaceInSettings("newContacts: immediately", "newContacts: daily");
    }

    private static void awaitHeld(int contacts) {
        Awaitility.await().until(() -> {
            JsonNode events =
                    stage.kith().get("/inbox?state=pending&limit=50").json().path("events");
            long subjects = 0;
            boolean all = true;
            for (JsonNode event : events) {
                all &= event.path("waitsForDailyRun").asBoolean();
                subjects++;
            }
            return all && subjects >= contacts;
        });
        stage.awaitTold();
    }

    private static ZonedDateTime nextFive() {
        ZonedDateTime now = CLOCK.instant().atZone(ZONE);
        ZonedDateTime five = now.with(LocalTime.of(5, 0));
        return five.isAfter(now) ? five : five.plusDays(1);
    }

    private static Run catchUp() {
        Run run = stage.kith().awaitEnd(stage.kith().startRun("{\"kind\":\"catch-up\"}"));
        assertThat(run.state()).as(run.cause()).isEqualTo(RunState.COMPLETED);
        return run;
    }

    private static Optional<Run> newest(RunKind kind) {
        return stage.kith().integration().runs(50, Long.MAX_VALUE).stream()
                .filter(run -> run.kind() == kind)
                .findFirst();
    }

    private static long received() {
        return stage.inbox().path("received").asLong();
    }
}
