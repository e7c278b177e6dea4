package dev.kith.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.engine.store.ConsentKey;
import dev.kith.engine.sync.HistoryAudience.Consent;
import dev.kith.spi.Notice;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Histories in which a person acts at one certain moment of Kith's work. */
class HistoryRaceTest {
    private static final ConsentKey NEWS = HistoryRules.AUDIENCE.consent(HistoryRules.NEWS);

    @TempDir
    private Path folder;

    @Test
    void d28AnOptOutMadeBetweenAnEventsReadingAndItsSettleStandsAgainstALabelSetJustBeforeIt() {
        try (HistoryStage stage = stage()) {
            given(stage);
            atWrite(stage);
            stage.drain();
            stage.told("k1", Notice.Kind.UPDATED);
            stage.drain();
            assertOptedOut(stage);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void d28TheSameBetweenAFullSyncsReadingAndItsSettle(boolean bulk) {
        try (HistoryStage stage = stage()) {
            given(stage);
            atWrite(stage);
            stage.full(bulk);
            stage.full(bulk);
            assertOptedOut(stage);
        }
    }

    private HistoryStage stage() {
        return new HistoryStage(folder.resolve("kith.db"));
    }

    /** A contact without the label, whose profile is opted in by the person; its city has changed since. */
    private static void given(HistoryStage stage) {
        new HistoryProperties(stage);
        HistoryCrm.Person person = new HistoryCrm.Person();
        person.email = "mail@example.test";
        stage.crm.persons.put("k1", person);
        stage.told("k1", Notice.Kind.CREATED);
        stage.drain();
        stage.audience.person("k1", NEWS, true);
        person.city = "Delft";
        stage.told("k1", Notice.Kind.UPDATED);
    }

    private static void atWrite(HistoryStage stage) {
        stage.world.whenCalled("write of k1", "upload", () -> {
            stage.crm.label("k1", HistoryCrm.NEWSLETTER, true);
            stage.world.step("the person goes on");
            stage.audience.person("k1", NEWS, false);
            stage.world.step("the person is done");
        });
    }

    private static void assertOptedOut(HistoryStage stage) {
        assertThat(stage.audience.consent("k1", NEWS).filter(Consent::granted)).isEmpty();
    }
}
