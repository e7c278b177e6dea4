package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.engine.home.IntegrationSettings.GuardSettings;
import dev.kith.engine.store.ConsentKey;
import dev.kith.engine.store.RunIssue;
import dev.kith.engine.store.RunState;
import dev.kith.engine.sync.HistoryAudience.Consent;
import dev.kith.spi.Contact;
import dev.kith.spi.Notice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a change of the CRM's settings would withdraw waits for a person when it is much; what the CRM wants withdrawn never
 * waits. The settings of now don't show the label of the newsletter, those of before did.
 */
class ChangedSettingsTest {
    private static final ConsentKey NEWS = HistoryRules.AUDIENCE.consent(HistoryRules.NEWS);
    private static final List<String> KEYS =
            IntStream.range(0, 8).mapToObj(i -> "c" + i).toList();
    private static final String BEFORE = "r1";
    private static final String NOW = "r2";
    private static final GuardSettings HOLDS_ALL = new GuardSettings(0, 0, Set.of());

    @TempDir
    private Path folder;

    private HistoryStage stage;
    private final List<Collection<String>> asked = new ArrayList<>();

    @BeforeEach
    void givenEightSubscribersAndOtherSettings() {
        stage = new HistoryStage(folder.resolve("kith.db"));
        stage.readings = (reading, keys) -> {
            asked.add(List.copyOf(keys));
            return reading.equals(BEFORE) ? Optional.of(asBefore(keys)) : Optional.empty();
        };
        stage.guard = new GuardSettings(5, 10, Set.of());
        stage.reading = BEFORE;
        KEYS.forEach(this::subscriber);
        sync();
        assertThat(granted()).isEqualTo(8);
        otherSettings();
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void manyWithdrawalsThatOnlyTheSettingsCauseAreHeldUntilTheyAreApproved() {
        sync();
        assertThat(granted()).isEqualTo(8);
        assertThat(staged()).containsExactly("withdraw held 8");
        sync();
        assertThat(staged()).as("the next run piles nothing up").containsExactly("withdraw held 8");

        stage.approve();
        stage.drain();
        assertThat(granted()).isZero();
        assertThat(staged()).isEmpty();
        asked.clear();
        sync();
        assertThat(asked).as("nobody is in doubt any more").isEmpty();
    }

    @Test
    void underTheLimitsTheSameRunWithdraws() {
        stage.guard = new GuardSettings(8, 10, Set.of());
        sync();
        assertThat(granted()).isZero();
        assertThat(staged()).isEmpty();
    }

    @Test
    void whatTheCrmWantsWithdrawnGoesAtOnceBesideWhatTheSettingsCause() {
        stage.crm.label("c5", HistoryCrm.NEWSLETTER, false);
        sync();
        assertThat(isOptedIn("c5")).isFalse();
        assertThat(granted()).isEqualTo(7);
        assertThat(staged()).containsExactly("withdraw held 7");
    }

    /** By the settings of now nothing changes; those of before tell that the label went. */
    @Test
    void whatTheCrmWantsWithdrawnGoesAtOnceAlsoFromWhoIsHeld() {
        sync();
        stage.crm.label("c5", HistoryCrm.NEWSLETTER, false);
        stage.crm.label("c6", HistoryCrm.NEWSLETTER, false);
        stage.told("c5", Notice.Kind.UPDATED);
        stage.drain();
        assertThat(isOptedIn("c5")).as("by its event").isFalse();
        sync();
        assertThat(isOptedIn("c6")).as("by a run, when no event came").isFalse();
        assertThat(staged()).containsExactly("withdraw held 6");
    }

    @Test
    void withSettingsThatReadTheSameEveryWithdrawalIsTheCrms() {
        stage.crm.notRead.clear();
        stage.guard = HOLDS_ALL;
        KEYS.forEach(key -> stage.crm.label(key, HistoryCrm.NEWSLETTER, false));
        sync();
        assertThat(granted()).isZero();
        assertThat(staged()).isEmpty();
        assertThat(asked).as("a page at a time").first().isEqualTo(List.of("c0", "c1"));
    }

    @Test
    void theSettingsOfBeforeBringBackWhatWasHeld() {
        sync();
        stage.reading = BEFORE;
        stage.crm.notRead.clear();
        sync();
        assertThat(staged()).isEmpty();
        assertThat(granted()).isEqualTo(8);
    }

    @Test
    void anEventOfAContactThatWasNotReadSinceIsGuardedToo() {
        stage.guard = HOLDS_ALL;
        person("c1").city = "Breda";
        stage.told("c1", Notice.Kind.UPDATED);
        stage.crm.label("c2", HistoryCrm.NEWSLETTER, false);
        stage.told("c2", Notice.Kind.UPDATED);
        stage.drain();
        assertThat(isOptedIn("c1")).isTrue();
        assertThat(isOptedIn("c2")).isFalse();
        assertThat(staged()).containsExactly("withdraw held 1");
    }

    /** As after the credentials were exchanged: nobody can tell whose doing it is. */
    @Test
    void whereTheSettingsOfBeforeCantBeUsedTheNumberDecides() {
        stage.readings = PastReadings.NONE;
        sync();
        assertThat(staged()).containsExactly("withdraw held 8");
        assertThat(granted()).isEqualTo(8);

        stage.crm.notRead.clear();
        stage.crm.label("c5", HistoryCrm.NEWSLETTER, false);
        sync();
        assertThat(isOptedIn("c5")).as("alone it is no mistake").isFalse();
        assertThat(staged()).isEmpty();
        assertThat(granted()).isEqualTo(7);
    }

    @Test
    void changedRulesAreToldFromChangedSettings() {
        stage.crm.notRead.clear();
        KEYS.forEach(key -> stage.crm.label(key, HistoryCrm.OFFERS, true));
        stage.reading = BEFORE;
        sync();
        otherSettings();
        stage.rules = HistoryRules.of("v3");
        KEYS.stream().limit(2).forEach(key -> stage.crm.label(key, HistoryCrm.NEWSLETTER, false));
        sync();
        assertThat(granted()).isEqualTo(6);
        assertThat(staged()).containsExactly("withdraw held 6");
    }

    @Test
    void d41ContactsThatOnlyTheSettingsHideAreNotTakenForGoneWhenTheyAreMany() {
        KEYS.stream().limit(7).forEach(key -> person(key).hidden = true);
        sync();
        sync();
        assertThat(isOptedIn("c0")).isTrue();
        assertThat(stage.issues()).hasSize(7).first().satisfies(issue -> {
            assertThat(issue.stage()).isEqualTo("gone");
            assertThat(issue.cause())
                    .isEqualTo("The CRM doesn't show the contact any more, like 7 that were read by other settings of"
                            + " the CRM, so the change of settings may be the cause. Nothing was changed");
            assertThat(issue.advice())
                    .isEqualTo("Correct the settings under \"crm\". If they are really gone, raise guard.count or"
                            + " guard.percent for one full sync.");
        });

        stage.crm.delete("c1");
        stage.told("c1", Notice.Kind.DELETED);
        stage.drain();
        assertThat(isOptedIn("c1")).as("its deletion was told").isFalse();
        stage.guard = new GuardSettings(100, 10, Set.of());
        sync();
        assertThat(isOptedIn("c0")).as("a person says that they are gone").isFalse();
        assertThat(stage.issues())
                .extracting(RunIssue::cause)
                .allMatch(cause -> cause.startsWith("The contact is gone from the CRM."));
    }

    @Test
    void d41FewThatAreMissingAreGone() {
        KEYS.stream().limit(3).forEach(key -> person(key).hidden = true);
        sync();
        sync();
        KEYS.stream().limit(3).forEach(key -> assertThat(isOptedIn(key)).isFalse());
    }

    private void otherSettings() {
        stage.reading = NOW;
        stage.crm.notRead.add(HistoryCrm.NEWSLETTER);
    }

    private Map<String, Contact> asBefore(Collection<String> keys) {
        Map<String, Contact> found = new HashMap<>();
        for (String key : keys) {
            HistoryCrm.Person person = person(key);
            List<String> labels = List.copyOf(person.labels);
            found.put(
                    key,
                    new Contact(key, Optional.of(person.email), Map.of("City", person.city), labels, labels, true));
        }
        return found;
    }

    private void subscriber(String key) {
        HistoryCrm.Person person = new HistoryCrm.Person();
        person.email = key + "@example.test";
        person.labels.add(HistoryCrm.NEWSLETTER);
        stage.crm.persons.put(key, person);
    }

    private HistoryCrm.Person person(String key) {
        return requireNonNull(stage.crm.persons.get(key), key);
    }

    private void sync() {
        assertThat(stage.full(false)).isEqualTo(RunState.COMPLETED);
    }

    private long granted() {
        return KEYS.stream().filter(this::isOptedIn).count();
    }

    private boolean isOptedIn(String key) {
        return stage.audience.consent(key, NEWS).filter(Consent::granted).isPresent();
    }

    private List<String> staged() {
        return stage.store().staged().counts(HistoryStage.ID).stream()
                .map(count -> count.kind().word() + " " + count.state().word() + " " + count.actions())
                .toList();
    }
}
