package dev.kith.web.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.engine.store.Run;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The main job with 2,000 contacts: what APSIS One holds in the end is what the oracle says, profile by profile. */
class MainJobIT {
    private static final int CONTACTS = 2_000;

    @RegisterExtension
    private static final Stage stage = Stage.with(CONTACTS);

    /** S25, S28, S32, D14, D15, D34, D39. */
    @Test
    void aFullSyncEndsInWhatTheOracleSaysAndTheSameAgainWritesNothing() {
        stage.open();
        Run first = stage.sync();
        assertThat(first.counts().read()).isEqualTo(stage.persons().size());
        assertThat(first.counts().created()).isEqualTo(stage.dump().size());
        assertThat(first.counts().issues()).as("shared addresses are seeded").isPositive();
        stage.assertDumpEqualsTheOracle();

        stage.forgetCalls();
        Run second = stage.sync();
        assertThat(second.counts().created()).isZero();
        assertThat(second.counts().updated()).isZero();
        assertThat(second.counts().unchanged()).isEqualTo(first.counts().created());
        assertThat(second.counts().issues())
                .as("what was left out is listed again")
                .isEqualTo(first.counts().issues());
        assertThat(stage.audienceWrites()).isEmpty();
        stage.assertDumpEqualsTheOracle();
    }

    /** A dry run counts what a full sync would do, and moves nothing. */
    @Test
    void aDryRunWritesNothingAndCountsTheSame() {
        stage.open();
        long dry = stage.kith().startRun("{\"kind\":\"dry-run\"}");
        Run counted = stage.kith().awaitEnd(dry);
        assertThat(counted.state().word()).isEqualTo("completed");
        assertThat(stage.audienceWrites()).isEmpty();
        assertThat(stage.dump()).isEqualTo(Map.of());
        assertThat(stage.kith()
                        .get("/contacts/"
                                + stage.kith()
                                        .tribePersons()
                                        .keySet()
                                        .iterator()
                                        .next())
                        .status())
                .isEqualTo(404);

        Run full = stage.sync();
        assertThat(counted.counts().created()).isEqualTo(full.counts().created());
        assertThat(counted.counts().outOfScope()).isEqualTo(full.counts().outOfScope());
    }
}
