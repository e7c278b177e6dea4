package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.engine.store.ConsentKey;
import dev.kith.engine.store.LinkConsent;
import dev.kith.engine.sync.HistoryAudience.Consent;
import dev.kith.spi.Notice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
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

    @Test
    void anOptOutThatIsLearnedWhileAnImportIsUnderWayIsNotForgottenByItsSettle() {
        try (HistoryStage stage = stage()) {
            HistoryCrm.Person person = given(stage);
            stage.crm.label("k1", HistoryCrm.NEWSLETTER, true);
            stage.full(false);
            person.city = "Breda";
            stage.world.whenCalled(Set.of("upload"), () -> {
                stage.audience.person("k1", NEWS, false);
                stage.hinted("k1");
                stage.drain();
            });
            stage.full(true);

            LinkConsent memory = requireNonNull(stage.store()
                    .links()
                    .find(HistoryStage.ID, "k1")
                    .orElseThrow()
                    .consents()
                    .get(NEWS));
            assertThat(memory.granted()).isFalse();
            assertThat(memory.optedOutAt()).isPresent();
            stage.labels();
            assertThat(person.labels).doesNotContain(HistoryCrm.NEWSLETTER);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void b4AnOptOutThatAFullSyncFindsTakesTheLabelOff(boolean bulk) {
        try (HistoryStage stage = stage()) {
            HistoryCrm.Person person = given(stage);
            stage.audience.person("k1", NEWS, false);
            stage.crm.label("k1", HistoryCrm.NEWSLETTER, true);
            stage.world.clock.pause(Duration.ofSeconds(1));
            stage.audience.person("k1", NEWS, false);
            stage.full(bulk);

            assertThat(stage.store().labelChanges().count(HistoryStage.ID)).isEqualTo(1);
            stage.labels();
            assertThat(person.labels).doesNotContain(HistoryCrm.NEWSLETTER);
            assertOptedOut(stage);
        }
    }

    /** The clock of the audience was an hour ahead when it took our withdrawal, and is right by now. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void d28OnlyOurOwnWithdrawalGivesWayToALabelSetAnewBeforeAnybodyReadItAbsentAgain(boolean person) {
        try (HistoryStage stage = stage()) {
            given(stage);
            stage.crm.label("k1", HistoryCrm.NEWSLETTER, true);
            stage.full(false);
            stage.audience.ahead = Duration.ofHours(1);
            stage.crm.label("k1", HistoryCrm.NEWSLETTER, false);
            stage.told("k1", Notice.Kind.UPDATED);
            stage.drain();
            assertOptedOut(stage);

            stage.audience.ahead = Duration.ZERO;
            stage.world.clock.pause(Duration.ofSeconds(1));
            if (person) {
                stage.audience.person("k1", NEWS, false);
            }
            stage.world.clock.pause(Duration.ofSeconds(1));
            stage.crm.label("k1", HistoryCrm.NEWSLETTER, true);
            stage.learn();
            stage.told("k1", Notice.Kind.UPDATED);
            stage.drain();
            assertThat(stage.audience
                            .consent("k1", NEWS)
                            .filter(Consent::granted)
                            .isPresent())
                    .isEqualTo(!person);
        }
    }

    private HistoryStage stage() {
        return new HistoryStage(folder.resolve("kith.db"));
    }

    /** A contact without the label, whose profile is opted in by the person; its city has changed since. */
    private static HistoryCrm.Person given(HistoryStage stage) {
        new HistoryProperties(stage);
        HistoryCrm.Person person = new HistoryCrm.Person();
        person.email = "mail@example.test";
        stage.crm.persons.put("k1", person);
        stage.told("k1", Notice.Kind.CREATED);
        stage.drain();
        stage.audience.person("k1", NEWS, true);
        person.city = "Delft";
        stage.told("k1", Notice.Kind.UPDATED);
        return person;
    }

    private static void atWrite(HistoryStage stage) {
        stage.world.whenCalled(Set.of("write of k1", "upload"), () -> {
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
