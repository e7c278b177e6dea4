package dev.kith.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.engine.store.Run;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListRefreshTest {
    @TempDir
    private Path folder;

    @Test
    void aListRestsTenTimesAsLongAsItsImportTookBeforeEventsHaveItImportedAgain() {
        Run run = imported(Duration.ofSeconds(6));
        Instant ended = run.endedAt().orElseThrow();
        assertThat(ListRefresh.rest(Optional.of(run), ended)).isEqualTo(Duration.ofMinutes(1));
        assertThat(ListRefresh.rest(Optional.of(run), ended.plusSeconds(40))).isEqualTo(Duration.ofSeconds(20));
        assertThat(ListRefresh.rest(Optional.of(run), ended.plusSeconds(90))).isZero();
    }

    @Test
    void aListThatTakesHoursRestsTenMinutes() {
        Run run = imported(Duration.ofHours(2));
        assertThat(ListRefresh.rest(Optional.of(run), run.endedAt().orElseThrow()))
                .isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void aClockThatWasSetBackKeepsNoListWaiting() {
        Run run = imported(Duration.ofSeconds(6));
        Instant ended = run.endedAt().orElseThrow();
        assertThat(ListRefresh.rest(Optional.of(run), ended.minus(Duration.ofDays(30))))
                .isZero();
    }

    @Test
    void aListThatWasNeverImportedDoesntRest() {
        assertThat(ListRefresh.rest(Optional.empty(), Instant.EPOCH)).isZero();
    }

    private Run imported(Duration took) {
        try (ListStage stage = new ListStage(folder)) {
            stage.known("a").label("a");
            return stage.work(stage.begin(false), step -> {
                if (step == CrashPoint.Step.PAGE_DELIVERED) {
                    stage.clock.pause(took);
                }
            });
        }
    }
}
