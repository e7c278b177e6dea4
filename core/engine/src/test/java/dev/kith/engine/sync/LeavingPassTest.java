package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.engine.home.IntegrationSettings.Gone;
import dev.kith.engine.home.IntegrationSettings.GuardSettings;
import dev.kith.engine.home.IntegrationSettings.Leaving;
import dev.kith.engine.home.IntegrationSettings.OutOfScope;
import dev.kith.engine.store.ConsentKey;
import dev.kith.engine.store.Run;
import dev.kith.engine.store.RunIssue;
import dev.kith.engine.store.RunState;
import dev.kith.engine.store.StagedKind;
import dev.kith.engine.sync.HistoryAudience.Consent;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.Notice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One contact that can't be settled as gone, or no longer is, stops no other; many erasures wait for a person. */
class LeavingPassTest {
    private static final ConsentKey NEWS = HistoryRules.AUDIENCE.consent(HistoryRules.NEWS);

    private static final List<String> GOING = keys(25);
    private static final GuardSettings HOLDS_ALL = new GuardSettings(0, 0, Set.of());

    @TempDir
    private Path folder;

    private HistoryStage stage;

    @BeforeEach
    void givenThreeContacts() {
        stage = new HistoryStage(folder.resolve("kith.db"));
        for (String key : List.of("k1", "k2", "k3")) {
            subscriber(key);
        }
        sync();
    }

    private void subscriber(String key) {
        HistoryCrm.Person person = new HistoryCrm.Person();
        person.email = key + "@example.test";
        person.labels.add(HistoryCrm.NEWSLETTER);
        stage.crm.persons.put(key, person);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void d41AProfileThatCantBeErasedIsListedAndErasedByALaterRun() {
        List<String> refused = erasing(new Leaving(Gone.ERASE, OutOfScope.KEEP), "k1");
        stage.crm.delete("k1");
        stage.crm.delete("k2");
        sync();
        sync();
        assertThat(stage.audience.profiles).containsOnlyKeys("k1", "k3");
        assertThat(stage.issues()).extracting(RunIssue::contactKey).containsExactly("k1");
        assertThat(stage.store().links().find(HistoryStage.ID, "k2")).isEmpty();

        refused.clear();
        sync();
        assertThat(stage.audience.profiles).containsOnlyKeys("k3");
        assertThat(stage.store().links().find(HistoryStage.ID, "k1")).isEmpty();
    }

    @Test
    void d10AProfileOutOfScopeThatCantBeErasedIsListedAndErasedByALaterRun() {
        List<String> refused = erasing(new Leaving(Gone.WITHDRAW, OutOfScope.ERASE), "k1");
        person("k1").out = true;
        person("k2").out = true;
        sync();
        assertThat(stage.audience.profiles).containsOnlyKeys("k1", "k3");
        assertThat(stage.issues()).extracting(RunIssue::contactKey).containsExactly("k1");

        refused.clear();
        sync();
        assertThat(stage.audience.profiles).containsOnlyKeys("k3");
    }

    @Test
    void d40AContactWhoseOptOutsCantBeCarriedOverIsListedAndSettledByALaterRun() {
        stage.audience.person("k1", NEWS, false);
        person("k2").email = "k1@example.test";
        stage.crm.delete("k1");
        stage.crm.delete("k3");
        sync();
        stage.audience.judge = (key, consent, optIn, stands) -> {
            if (key.equals("k2")) {
                throw new ConnectorException(Kind.REJECTED, "no");
            }
        };
        sync();
        assertThat(stage.issues()).extracting(RunIssue::contactKey).contains("k1");
        assertThat(isLinked("k1")).isTrue();
        assertThat(isLinked("k3")).isFalse();
        assertThat(isOptedIn("k3")).isFalse();

        stage.audience.judge = (key, consent, optIn, stands) -> {};
        sync();
        assertThat(isLinked("k1")).isFalse();
        assertThat(isOptedIn("k2")).isFalse();
    }

    @Test
    void t37AContactThatIsShownAgainBeforeItIsLookedUpKeepsItsConsents() {
        person("k3").hidden = true;
        sync();
        stage.world.whenCalled(Set.of("fetch [k3]"), () -> person("k3").hidden = false);
        sync();
        assertThat(isLinked("k3")).isTrue();
        assertThat(isOptedIn("k3")).isTrue();
        assertThat(stage.issues()).isEmpty();
    }

    @Test
    void manyErasuresAreHeldWhileTheConsentsAreWithdrawnUntilTheyAreApproved() {
        erasing(new Leaving(Gone.ERASE, OutOfScope.KEEP));
        given(100);
        deleteGoing();
        sync();
        sync();
        assertThat(stage.audience.profiles).hasSize(100);
        assertThat(GOING).noneMatch(this::isOptedIn);
        assertThat(isOptedIn("c25")).isTrue();
        assertThat(staged()).containsExactly("erase held 25");
        assertThat(newestRun().counts().staged()).isEqualTo(25);
        assertThat(stage.issues()).isEmpty();

        sync();
        assertThat(staged()).as("the next run piles nothing up").containsExactly("erase held 25");

        stage.approve();
        assertThat(stage.audience.profiles).hasSize(100);
        stage.drain();
        assertThat(stage.audience.profiles).hasSize(75).doesNotContainKeys(GOING.toArray(String[]::new));
        assertThat(GOING)
                .allMatch(
                        key -> stage.store().links().find(HistoryStage.ID, key).isEmpty());
        assertThat(staged()).isEmpty();
    }

    @Test
    void whatWasApprovedIsErasedByTheNextRunWhereNoEventDid() {
        erasing(new Leaving(Gone.ERASE, OutOfScope.KEEP));
        given(100);
        deleteGoing();
        sync();
        sync();
        stage.approve();
        sync();
        assertThat(stage.audience.profiles).hasSize(75);
        assertThat(staged()).isEmpty();
    }

    @Test
    void underTheLimitTheSameRunErases() {
        erasing(new Leaving(Gone.ERASE, OutOfScope.KEEP));
        given(100);
        GOING.stream().limit(20).forEach(stage.crm::delete);
        sync();
        sync();
        assertThat(stage.audience.profiles).hasSize(80);
        assertThat(newestRun().counts().erased()).isEqualTo(20);
        assertThat(staged()).isEmpty();
    }

    @Test
    void whatIsRejectedStaysAlsoInLaterRuns() {
        erasing(new Leaving(Gone.ERASE, OutOfScope.KEEP));
        given(100);
        deleteGoing();
        sync();
        sync();
        reject();
        sync();
        stage.told("c0", Notice.Kind.DELETED);
        stage.drain();
        assertThat(stage.audience.profiles).hasSize(100);
        assertThat(staged()).containsExactly("erase rejected 25");
    }

    @Test
    void whereProfilesAreNeverErasedTheGoneAreWithdrawnAndThoseOutOfScopeKept() {
        erasing(new Leaving(Gone.ERASE, OutOfScope.ERASE));
        stage.guard = new GuardSettings(20, 10, Set.of("erase"));
        stage.crm.delete("k1");
        person("k2").out = true;
        sync();
        sync();
        assertThat(stage.audience.profiles).containsOnlyKeys("k1", "k2", "k3");
        assertThat(isOptedIn("k1")).isFalse();
        assertThat(isLinked("k1")).isFalse();
        assertThat(isLinked("k2")).isTrue();
        assertThat(staged()).isEmpty();
    }

    @Test
    void d10ErasuresOutOfScopeAreHeldTooAndForgottenOfWhoIsBack() {
        erasing(new Leaving(Gone.WITHDRAW, OutOfScope.ERASE));
        stage.guard = HOLDS_ALL;
        person("k1").out = true;
        person("k2").out = true;
        sync();
        assertThat(stage.audience.profiles).containsOnlyKeys("k1", "k2", "k3");
        assertThat(staged()).containsExactly("erase held 2");

        person("k1").out = false;
        stage.told("k1", Notice.Kind.UPDATED);
        stage.drain();
        assertThat(staged()).containsExactly("erase held 1");

        stage.approve();
        stage.drain();
        assertThat(stage.audience.profiles).containsOnlyKeys("k1", "k3");
        assertThat(staged()).isEmpty();
        sync();
        assertThat(stage.audience.profiles).containsOnlyKeys("k1", "k3");
    }

    @Test
    void anEventThatFindsAContactGoneOrOutOfScopeWaitsForApprovalToo() {
        erasing(new Leaving(Gone.ERASE, OutOfScope.ERASE));
        stage.guard = HOLDS_ALL;
        stage.crm.delete("k1");
        stage.told("k1", Notice.Kind.DELETED);
        person("k2").out = true;
        stage.told("k2", Notice.Kind.UPDATED);
        stage.drain();
        assertThat(stage.audience.profiles).containsOnlyKeys("k1", "k2", "k3");
        assertThat(isOptedIn("k1")).isFalse();
        assertThat(staged()).containsExactly("erase held 2");

        sync();
        assertThat(staged())
                .as("the run sees only one of them missing for the first time")
                .containsExactly("erase held 2");
        stage.approve();
        stage.drain();
        assertThat(stage.audience.profiles).containsOnlyKeys("k3");
        assertThat(staged()).isEmpty();
    }

    @Test
    void aContactThatIsBackAfterItsErasureWasApprovedIsKept() {
        erasing(new Leaving(Gone.ERASE, OutOfScope.KEEP));
        stage.guard = HOLDS_ALL;
        person("k1").hidden = true;
        sync();
        sync();
        assertThat(staged()).containsExactly("erase held 1");
        person("k1").hidden = false;
        stage.approve();
        stage.drain();
        sync();
        assertThat(stage.audience.profiles).containsOnlyKeys("k1", "k2", "k3");
        assertThat(isOptedIn("k1")).isTrue();
        assertThat(staged()).isEmpty();
    }

    /** More than one page of them: a resumed run must not take those it had staged for all. */
    @Test
    void aCrashBetweenStagingAndCountingErasesNothing() {
        erasing(new Leaving(Gone.ERASE, OutOfScope.KEEP));
        stage.guard = new GuardSettings(110, 10, Set.of());
        given(200);
        List<String> going = keys(130);
        going.forEach(stage.crm::delete);
        sync();
        List<String> secondPage = going.stream().sorted().skip(100).toList();
        stage.world.whenCalled(Set.of("fetch " + secondPage), () -> {
            throw new HistoryWorld.Crash();
        });
        assertThatThrownBy(() -> stage.full(false)).isInstanceOf(HistoryWorld.Crash.class);
        assertThat(staged()).containsExactly("erase counting 100");
        stage.restart();
        sync();
        assertThat(stage.audience.profiles).hasSize(200);
        assertThat(staged()).containsExactly("erase held 130");
    }

    private static List<String> keys(int number) {
        return IntStream.range(0, number).mapToObj(i -> "c" + i).toList();
    }

    /** So many contacts, and no others. */
    private void given(int number) {
        List.of("k1", "k2", "k3").forEach(stage.crm::delete);
        keys(number).forEach(this::subscriber);
        sync();
        sync();
        assertThat(stage.audience.profiles).hasSize(number);
    }

    private void deleteGoing() {
        GOING.forEach(stage.crm::delete);
    }

    private void reject() {
        stage.store()
                .stagedVerdicts()
                .reject(HistoryStage.ID, Set.of(StagedKind.ERASE), OptionalLong.empty(), "rest", "not meant");
    }

    private List<String> staged() {
        return stage.store().staged().counts(HistoryStage.ID).stream()
                .map(count -> count.kind().word() + " " + count.state().word() + " " + count.actions())
                .toList();
    }

    private Run newestRun() {
        return stage.store().runReads().list(HistoryStage.ID, 1, Long.MAX_VALUE).get(0);
    }

    /** @return the keys of profiles that can't be erased */
    private List<String> erasing(Leaving leaving, String... refused) {
        List<String> all = new ArrayList<>(List.of(refused));
        stage.leaving = leaving;
        stage.eraser = Optional.of(key -> {
            if (all.contains(key)) {
                throw new ConnectorException(Kind.REJECTED, "no");
            }
            stage.audience.profiles.remove(key);
        });
        return all;
    }

    private void sync() {
        assertThat(stage.full(false)).isEqualTo(RunState.COMPLETED);
    }

    private HistoryCrm.Person person(String key) {
        return requireNonNull(stage.crm.persons.get(key), key);
    }

    private boolean isLinked(String key) {
        return stage.store().links().find(HistoryStage.ID, key).orElseThrow().profile();
    }

    private boolean isOptedIn(String key) {
        return stage.audience.consent(key, NEWS).filter(Consent::granted).isPresent();
    }
}
