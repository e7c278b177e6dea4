package dev.kith.apsisone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.spi.BulkPlan;
import dev.kith.spi.ImportJob;
import dev.kith.spi.ProfileWrite;
import dev.kith.spi.ProfileWrite.Existence;
import dev.kith.spi.Urgency;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A4, section 4: which limits a call is counted for; the host keeps them for all connectors of an account. */
class LimitTest {
    private static final String PROFILE = "/keyspaces/com.apsis1.keyspaces.crm-id/profiles/";

    private Scene scene;

    @BeforeEach
    void start() throws IOException {
        scene = Scene.start().with("rate", "20");
    }

    @AfterEach
    void stop() {
        scene.close();
    }

    @Test
    void a4EveryCallOfAProfileCountsForItsKeyAlsoItsCreation() {
        write("1", Urgency.NOW);
        write("2", Urgency.NOW);
        assertThat(windows())
                .containsEntry(PROFILE + "1", 4L)
                .containsEntry(PROFILE + "2", 4L)
                .containsEntry("/keyspaces/com.apsis1.keyspaces.email/profiles/1%40x.test", 1L)
                .containsEntry(" tokens", 1L);
    }

    @Test
    void a4ADownloadCountsForTheirLimit() throws Exception {
        scene.connector.exportAddresses().close();
        assertThat(windows()).containsEntry(" downloads", 2L);
    }

    @Test
    void a4ARunTakesTurnsOfRunsAndASingleChangeThoseOfNow() {
        write("1", Urgency.NOW);
        long now = scene.context.turns(Urgency.NOW);
        assertThat(now).isPositive();
        assertThat(scene.context.turns(Urgency.RUN)).isZero();
        write("2", Urgency.RUN);
        scene.connector.exportAddresses().close();
        BulkPlan.Import rows = scene.connector
                .plan(List.of(
                        new ProfileWrite("3", Existence.UNKNOWN, Map.of(Scene.FIRST_NAME, "Ann"), Set.of(), List.of())))
                .imports()
                .get(0);
        long ofRuns = scene.context.turns(Urgency.RUN);
        long ofNow = scene.context.turns(Urgency.NOW);
        ImportJob job = scene.connector.request(rows.shape());
        scene.connector.upload(job, rows);
        scene.connector.progress(job);
        scene.connector.readBack(job, rows);
        assertThat(scene.context.turns(Urgency.RUN)).isGreaterThan(ofRuns);
        assertThat(scene.context.turns(Urgency.NOW)).isLessThanOrEqualTo(ofNow + 1);
    }

    @Test
    void a4WithoutARateNothingIsLimited() {
        scene.with("rate", "unlimited");
        write("1", Urgency.NOW);
        assertThat(scene.context.windows()).isEmpty();
    }

    private void write(String key, Urgency urgency) {
        scene.connector.write(
                List.of(new ProfileWrite(
                        key,
                        Existence.UNKNOWN,
                        Map.of(Ids.EMAIL, key + "@x.test"),
                        Set.of(),
                        List.of(Scene.optIn(scene.topic("Newsletter"))))),
                urgency);
    }

    private Map<String, Long> windows() {
        String account = scene.base() + " kith";
        return scene.context.windows().entrySet().stream()
                .collect(java.util.stream.Collectors.toMap(e -> e.getKey().replace(account, ""), Map.Entry::getValue));
    }
}
