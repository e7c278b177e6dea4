package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.engine.home.IntegrationSettings.GuardSettings;
import dev.kith.engine.store.AuditEntry;
import dev.kith.engine.store.ConsentKey;
import dev.kith.engine.store.EventState;
import dev.kith.engine.store.RunState;
import dev.kith.engine.store.StagedAction;
import dev.kith.engine.store.StagedKind;
import dev.kith.engine.sync.HistoryAudience.Consent;
import dev.kith.spi.Notice;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * D39: merges that are many wait for a person. What was approved is done by the next run if it is still about the same
 * address; what was rejected stays undone, and isn't asked about again before it is another merge.
 */
class HeldMergesTest {
    private static final ConsentKey NEWS = HistoryRules.AUDIENCE.consent(HistoryRules.NEWS);
    private static final String TAKEN = "taken@example.test";
    private static final String OTHER = "other@example.test";
    private static final Set<StagedKind> MERGES = Set.of(StagedKind.MERGE);

    @TempDir
    private Path folder;

    private HistoryStage stage;
    private StrayProfiles strays;

    @BeforeEach
    void givenAContactWhoseAddressAProfileOfNobodyHas() {
        stage = new HistoryStage(folder.resolve("kith.db"));
        stage.guard = new GuardSettings(0, 0, Set.of());
        strays = new StrayProfiles(stage.audience);
        stage.merger = Optional.of(strays);
        strays.add(TAKEN);
        strays.add(OTHER);
        subscriber("k1", TAKEN);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void d39AMergeOverTheLimitsIsHeldAndShownAndTheNextRunPilesNothingUp() {
        sync();
        assertThat(strays.merges).isEmpty();
        assertThat(staged()).containsExactly("merge held 1");
        assertThat(list()).singleElement().satisfies(action -> {
            assertThat(action.contactKey()).isEqualTo("k1");
            assertThat(action.parts()).containsExactly("Email");
            assertThat(action.basis())
                    .as("whose address it is, only a hash says")
                    .doesNotContain("taken");
        });
        assertThat(newestRunStaged()).isEqualTo(1);
        assertThat(profile()).as("the rest is written").containsKey("City").doesNotContainKey("Email");

        sync();
        assertThat(staged()).containsExactly("merge held 1");
        assertThat(strays.merges).isEmpty();
    }

    @Test
    void d39UnderTheLimitsTheSameRunMerges() {
        stage.guard = Given.GUARD;
        sync();
        assertThat(staged()).isEmpty();
        assertMerged(TAKEN);
    }

    /** By how many there are: one more than the limit, and none is merged. */
    @Test
    void d39AllMergesOfARunAreHeldOrReleasedTogether() {
        stage.guard = new GuardSettings(2, 10, Set.of());
        subscriber("k2", OTHER);
        sync();
        assertThat(strays.merges).containsExactly("k1 " + TAKEN, "k2 " + OTHER);

        for (String key : List.of("k3", "k4", "k5")) {
            strays.add(key + "@example.test");
            subscriber(key, key + "@example.test");
        }
        sync();
        assertThat(strays.merges).hasSize(2);
        assertThat(staged()).containsExactly("merge held 3");
    }

    @Test
    void d39WhatWasApprovedIsMergedByTheNextRunNotByTheEventAndIsAudited() {
        strays.optedOut(TAKEN, NEWS);
        sync();
        stage.approve();
        assertThat(audit()).isEqualTo("rest staged.approve as meant");
        stage.drain();
        assertThat(strays.merges).as("only runs merge").isEmpty();
        assertThat(staged()).containsExactly("merge released 1");
        assertThat(stage.store().inboxReads().counts(HistoryStage.ID).of(EventState.PENDING))
                .isZero();

        sync();
        assertMerged(TAKEN);
        assertThat(staged()).isEmpty();
        assertThat(stage.audience.consent("k1", NEWS).filter(Consent::granted))
                .as("the opt-out of the merged profile stands")
                .isEmpty();
        sync();
        assertThat(strays.merges).as("nothing is merged twice").hasSize(1);
    }

    @Test
    void d39TheNextRunMergesAlsoWhereTheEventOfTheApprovalHasNotBeenWorkedOn() {
        sync();
        stage.approve();
        sync();
        assertMerged(TAKEN);
        stage.drain();
        assertThat(staged()).isEmpty();
        assertThat(strays.merges).hasSize(1);
    }

    /** The new address is another's too: it is asked about anew. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void d39AnApprovalIsNoneForAnAddressThatCameMeanwhile(boolean byEvent) {
        sync();
        stage.approve();
        person().email = OTHER;
        if (byEvent) {
            stage.told("k1", Notice.Kind.UPDATED);
            stage.drain();
        }
        sync();
        assertThat(strays.merges).isEmpty();
        assertThat(staged()).containsExactly("merge held 1");
        stage.approve();
        sync();
        assertMerged(OTHER);
        assertThat(strays.has(TAKEN))
                .as("what was approved first is never done")
                .isTrue();
    }

    /** After the run has listed what it merges, and before it reads the contact. */
    @Test
    void d39AnAddressThatChangesWhileTheRunMergesIsLeftToTheNext() {
        sync();
        stage.approve();
        stage.drain();
        stage.world.whenCalled(Set.of("fetch [k1]"), () -> person().email = OTHER);
        sync();
        assertThat(strays.merges).isEmpty();
        sync();
        assertThat(strays.merges).isEmpty();
        assertThat(staged()).containsExactly("merge held 1");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void d39AnApprovedMergeThatIsNotNeededAnyMoreIsForgotten(boolean approved) {
        sync();
        if (approved) {
            stage.approve();
        }
        person().email = "free@example.test";
        sync();
        assertThat(strays.merges).isEmpty();
        assertThat(staged()).isEmpty();
        assertThat(profile()).containsEntry("Email", "free@example.test");
    }

    @Test
    void d39AnApprovedMergeIsNotDoneWhenAnotherContactHasTheAddressByThen() {
        sync();
        stage.approve();
        subscriber("k2", TAKEN);
        sync();
        assertThat(strays.merges).isEmpty();
        assertThat(staged()).isEmpty();
        assertThat(strays.has(TAKEN)).isTrue();
    }

    @Test
    void d39WhatWasRejectedStaysUndoneIsNotAskedAboutAgainAndIsAudited() {
        sync();
        reject();
        assertThat(audit()).isEqualTo("cli staged.reject not meant");
        for (int run = 0; run < 2; run++) {
            sync();
            assertThat(strays.merges).isEmpty();
            assertThat(staged()).containsExactly("merge rejected 1");
            assertThat(stage.store().staged().held(HistoryStage.ID)).isZero();
        }
        stage.told("k1", Notice.Kind.UPDATED);
        person().city = "Breda";
        stage.drain();
        stage.approve();
        sync();
        assertThat(profile()).containsEntry("City", "Breda").doesNotContainKey("Email");
        assertThat(staged()).as("nobody can approve what was rejected").containsExactly("merge rejected 1");
    }

    /** Also when there are few: the person's no is about this address. */
    @Test
    void d39WhatWasRejectedStaysUndoneUnderTheLimitsAndAnotherAddressIsAskedAboutAnew() {
        sync();
        reject();
        stage.guard = Given.GUARD;
        sync();
        assertThat(strays.merges).isEmpty();

        stage.guard = new GuardSettings(0, 0, Set.of());
        person().email = OTHER;
        sync();
        assertThat(staged()).containsExactly("merge held 1");
        stage.approve();
        sync();
        assertMerged(OTHER);
    }

    @Test
    void d39MergesThatWaitAreForgottenWhereNoneIsMadeAnyMore() {
        sync();
        stage.merger = Optional.empty();
        sync();
        assertThat(staged()).isEmpty();
        assertThat(strays.has(TAKEN)).isTrue();
    }

    private void subscriber(String key, String email) {
        HistoryCrm.Person person = new HistoryCrm.Person();
        person.email = email;
        person.labels.add(HistoryCrm.NEWSLETTER);
        stage.crm.persons.put(key, person);
    }

    private void assertMerged(String email) {
        assertThat(strays.merges).containsExactly("k1 " + email);
        assertThat(strays.has(email)).isFalse();
        assertThat(profile()).containsEntry("Email", email);
    }

    private void sync() {
        assertThat(stage.full(false)).isEqualTo(RunState.COMPLETED);
    }

    private void reject() {
        int rejected = stage.store()
                .stagedVerdicts()
                .reject(HistoryStage.ID, MERGES, OptionalLong.empty(), "cli", "not meant");
        assertThat(rejected).isEqualTo(1);
    }

    private HistoryCrm.Person person() {
        return requireNonNull(stage.crm.persons.get("k1"), "k1");
    }

    private Map<String, Object> profile() {
        return requireNonNull(stage.audience.profiles.get("k1"), "k1");
    }

    private List<StagedAction> list() {
        return stage.store().staged().list(HistoryStage.ID, MERGES, 10, 0);
    }

    private List<String> staged() {
        return stage.store().staged().counts(HistoryStage.ID).stream()
                .map(count -> count.kind().word() + " " + count.state().word() + " " + count.actions())
                .toList();
    }

    private long newestRunStaged() {
        return stage.store()
                .runReads()
                .list(HistoryStage.ID, 1, Long.MAX_VALUE)
                .get(0)
                .counts()
                .staged();
    }

    /** The newest entry. */
    private String audit() {
        AuditEntry entry = stage.store().audit().of(HistoryStage.ID, 1).get(0);
        return entry.actor() + " " + entry.action() + " " + entry.reason();
    }
}
