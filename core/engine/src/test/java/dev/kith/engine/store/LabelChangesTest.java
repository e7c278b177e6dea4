package dev.kith.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelChangesTest {
    private static final LabelChange OFF = new LabelChange("a", "Newsletter", false);

    @TempDir
    private Path folder;

    private final ManualClock clock = new ManualClock();
    private Store store;

    @BeforeEach
    void open() {
        store = Store.open(folder.resolve("kith.db"), clock);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void whatTheCrmRefusedIsTriedAgainInALaterRound() {
        owe(OFF);
        clock.advance(Duration.ofMinutes(1));
        changes().refused("tribe", only(), "the label is protected");

        assertThat(changes().owed("tribe", clock.instant(), 10))
                .as("in the same round")
                .isEmpty();
        clock.advance(Duration.ofMinutes(60));
        assertThat(only().tries()).isEqualTo(1);
        assertThat(only().cause()).isEqualTo("the label is protected");
    }

    @Test
    void theSameChangeAgainKeepsItsTriesAndTheOppositeTakesItsPlace() {
        owe(OFF);
        changes().refused("tribe", only(), "no");
        clock.advance(Duration.ofMinutes(1));
        owe(OFF);
        OwedLabel old = only();
        assertThat(old.tries()).isEqualTo(1);

        owe(new LabelChange("a", "Newsletter", true));
        changes().done("tribe", old);
        assertThat(only().change().present()).isTrue();
        assertThat(only().tries()).isZero();
    }

    @Test
    void whatIsDoneIsGone() {
        owe(OFF);
        changes().done("tribe", only());
        assertThat(changes().count("tribe")).isZero();
    }

    private void owe(LabelChange change) {
        store.database().write(handle -> {
            LabelChanges.owe(handle, "tribe", List.of(change), clock.instant());
            return 1;
        });
    }

    private OwedLabel only() {
        List<OwedLabel> all = changes().list("tribe", 10, 0);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private LabelChanges changes() {
        return store.labelChanges();
    }
}
