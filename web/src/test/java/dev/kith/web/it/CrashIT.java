package dev.kith.web.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.engine.store.Run;
import dev.kith.engine.store.RunState;
import dev.kith.engine.sync.CrashPoint;
import dev.kith.engine.sync.CrashPoint.Step;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A crash at every point of a full sync: the next start resumes it, nothing is lost and no opt-out is overwritten. */
class CrashIT {
    @RegisterExtension
    private static final Stage stage = Stage.with(120);

    @ParameterizedTest
    @EnumSource(
            value = Step.class,
            mode = EnumSource.Mode.MATCH_NONE,
            names = "(IMPORT|BATCH|MERGE|RELEASE|LEAVING|EVENT)_.*")
    void aCrashAtAnyPointIsResumedAndEndsInWhatTheOracleSays(Step step) {
        long run = crashAt(step);
        stage.kith().closeHost();
        stage.open();
        if (step == Step.RUN_FINISHED) {
            assertThat(stage.kith().integration().run(run)).map(Run::state).contains(RunState.COMPLETED);
        } else {
            assertThat(stage.kith().awaitEnd(run).state()).isEqualTo(RunState.COMPLETED);
        }
        stage.assertDumpEqualsTheOracle();
        stage.forgetCalls();
        stage.sync();
        assertThat(stage.audienceWrites()).isEmpty();
    }

    /** Opted out between the opt-in and its settling: still opted out afterwards. */
    @Test
    void anOptOutMadeBetweenOptInAndSettleIsNotOverwritten() {
        String person = labelled();
        long run = crashAt(Step.PAGE_DELIVERED, person);
        assertThat(stage.profile(person).consents()).contains("Newsletter email opt-in");
        stage.optOut(person, "Newsletter", "email");
        stage.kith().closeHost();
        stage.open();
        stage.kith().awaitEnd(run);
        assertThat(stage.profile(person).consents()).contains("Newsletter email opt-out");
        stage.sync();
        assertThat(stage.profile(person).consents()).contains("Newsletter email opt-out");
    }

    /** The label is removed between the opt-in and its settling: the opt-in must be withdrawn, though never settled. */
    @Test
    void anOptInThatWasNeverSettledIsWithdrawnWhenItsLabelIsGone() {
        String person = labelled();
        long run = crashAt(Step.PAGE_DELIVERED, person);
        stage.unlabel(person, "Newsletter");
        stage.kith().closeHost();
        stage.open();
        stage.kith().awaitEnd(run);
        assertThat(stage.profile(person).consents())
                .containsExactly("Newsletter email opt-out", "Newsletter sms opt-out");
    }

    /** A value that was written, never settled and then emptied in the CRM is cleared all the same (D44). */
    @Test
    void aValueThatWasNeverSettledIsClearedWhenItIsGone() {
        String person = stage.person("{\"LastName\":\"Bos\",\"customerType\":\"A\",\"vip\":true}");
        long run = crashAt(Step.PAGE_DELIVERED, person);
        assertThat(stage.profile(person).attributes()).containsEntry("VIP", "true");
        stage.change(person, "{\"vip\":false}");
        stage.kith().closeHost();
        stage.open();
        stage.kith().awaitEnd(run);
        assertThat(stage.profile(person).attributes()).doesNotContainKey("VIP");
    }

    private static String labelled() {
        // Persons of the tests before are still there, and an address has one holder.
        long own = System.nanoTime() % 100_000_000;
        String person = stage.person("{\"LastName\":\"Bos\",\"customerType\":\"A\",\"EmailAddress\":\"crash" + own
                + "@example.test\",\"MobilePhoneNumber\":\"06%08d\"}".formatted(own));
        stage.label(person, "Newsletter");
        return person;
    }

    private static long crashAt(Step step) {
        return crashAt(step, "");
    }

    /** Runs until the step is reached for the second time, if it is reached that often; with a key, once that has a profile. */
    private static long crashAt(Step step, String key) {
        AtomicBoolean before = new AtomicBoolean();
        boolean everyPage = List.of(
                        Step.PAGE_READ, Step.PAGE_PLANNED, Step.INTENT_STORED, Step.PAGE_DELIVERED, Step.PAGE_SETTLED)
                .contains(step);
        stage.openCrashingAt(crashing(step, everyPage && key.isEmpty(), key, before));
        long run = stage.kith().startRun("{\"kind\":\"full\"}");
        stage.kith().awaitEnd(run);
        RunState state = stage.kith().integration().run(run).orElseThrow().state();
        assertThat(state).isEqualTo(expected(step));
        return run;
    }

    private static RunState expected(Step step) {
        return switch (step) {
            case RUN_CREATED -> RunState.QUEUED;
            case RUN_FINISHED -> RunState.COMPLETED;
            case RUN_CLAIMED,
                    PAGE_READ,
                    PAGE_PLANNED,
                    INTENT_STORED,
                    IMPORT_REQUESTED,
                    IMPORT_UPLOADED,
                    IMPORT_QUEUED,
                    IMPORT_IN_PROGRESS,
                    IMPORT_ENDED,
                    PAGE_DELIVERED,
                    BATCH_PART_SETTLED,
                    BATCH_SETTLED,
                    PAGE_SETTLED,
                    LAST_PAGE_SETTLED,
                    MERGE_INTENT_STORED,
                    MERGE_DELIVERED,
                    STAGED_JUDGED,
                    RELEASE_INTENT_STORED,
                    RELEASE_DELIVERED,
                    LEAVING_INTENT_STORED,
                    LEAVING_DELIVERED -> RunState.RUNNING;
            case EVENT_STORED, EVENT_CLAIMED, EVENT_PLANNED, EVENT_INTENT_STORED, EVENT_DELIVERED, EVENT_SETTLED ->
                throw new IllegalArgumentException("not a step of a run: " + step);
        };
    }

    private static CrashPoint crashing(Step step, boolean second, String key, AtomicBoolean before) {
        return reached -> {
            if (reached != step || (second && !before.getAndSet(true))) {
                return;
            }
            if (key.isEmpty() || stage.kith().apsisDump().containsKey(key)) {
                throw new Crash();
            }
        };
    }
}
