package dev.kith.web.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.engine.sync.CrashPoint.Step;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every step has a test that crashes there; a new one needs one too, and its place here. */
class CrashStepsTest {
    /** {@code CrashIT} takes all but these. */
    private static final String NOT_IN_CRASH_IT = "(IMPORT|BATCH|MERGE|RELEASE|EVENT)_.*";

    @Test
    void everyCrashPointIsEnumeratedByATest() {
        Set<Step> elsewhere = EnumSet.of(
                // BulkIT, KillIT
                Step.IMPORT_REQUESTED,
                Step.IMPORT_UPLOADED,
                Step.IMPORT_QUEUED,
                Step.IMPORT_IN_PROGRESS,
                Step.IMPORT_ENDED,
                // BulkPassTest
                Step.BATCH_PART_SETTLED,
                Step.BATCH_SETTLED,
                // MergeIT
                Step.MERGE_INTENT_STORED,
                Step.MERGE_DELIVERED,
                // GuardIT
                Step.RELEASE_INTENT_STORED,
                Step.RELEASE_DELIVERED,
                // RealTimeIT
                Step.EVENT_STORED,
                // DrainTest
                Step.EVENT_CLAIMED,
                Step.EVENT_PLANNED,
                Step.EVENT_INTENT_STORED,
                Step.EVENT_DELIVERED,
                Step.EVENT_SETTLED);
        for (Step step : Step.values()) {
            boolean inCrashIt = !step.name().matches(NOT_IN_CRASH_IT);
            assertThat(inCrashIt || elsewhere.contains(step)).as(step.name()).isTrue();
        }
    }
}
