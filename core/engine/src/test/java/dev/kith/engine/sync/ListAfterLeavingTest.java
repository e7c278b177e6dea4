package dev.kith.engine.sync;

import static dev.kith.engine.sync.HistoryLists.LABELLED;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.engine.home.IntegrationSettings.Gone;
import dev.kith.engine.home.IntegrationSettings.Leaving;
import dev.kith.engine.home.IntegrationSettings.OutOfScope;
import dev.kith.engine.store.ListKind;
import dev.kith.engine.store.RunState;
import dev.kith.spi.Notice;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Members of a list whose contact leaves, by its conditions or from the CRM, and comes back. */
class ListAfterLeavingTest {
    @TempDir
    private Path folder;

    private HistoryStage stage;

    @BeforeEach
    void givenTwoMembersWithTheMembership() {
        stage = new HistoryStage(folder.resolve("kith.db"));
        stage.eraser = Optional.of(key -> {
            stage.world.call("erasure of " + key);
            stage.audience.profiles.remove(key);
            stage.world.step("erased " + key);
        });
        for (String key : List.of("k1", "k2")) {
            HistoryCrm.Person person = new HistoryCrm.Person();
            person.email = key + "@example.test";
            person.labels.add(HistoryCrm.NEWSLETTER);
            stage.crm.persons.put(key, person);
        }
        sync();
        stage.lists.configure(LABELLED, ListKind.OVERVIEW, "Vip");
        imported();
        assertThat(having()).containsExactly("k1", "k2");
    }

    @AfterEach
    void close() {
        stage.close();
    }

    /** S37, D10, D36: also where the list is imported while the contact is out of scope. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aMemberWhoseProfileAnEventErasedHasTheMembershipAgainOnceItIsBackInScope(boolean importedMeanwhile) {
        stage.leaving = new Leaving(Gone.WITHDRAW, OutOfScope.ERASE);
        scope("k1", false);
        stage.drain();
        assertThat(stage.audience.profiles).containsOnlyKeys("k2");
        if (importedMeanwhile) {
            imported();
            assertThat(stage.audience.profiles).containsOnlyKeys("k2");
        }

        scope("k1", true);
        stage.drain();
        stage.lists.give();
        assertThat(having()).containsExactly("k1", "k2");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aMemberWhoseProfileAFullSyncErasedHasTheMembershipAgainOnceItIsBackInScope(boolean importedMeanwhile) {
        stage.leaving = new Leaving(Gone.WITHDRAW, OutOfScope.ERASE);
        scope("k1", false);
        sync();
        assertThat(stage.audience.profiles).containsOnlyKeys("k2");
        if (importedMeanwhile) {
            imported();
        }

        scope("k1", true);
        sync();
        stage.lists.give();
        assertThat(having()).containsExactly("k1", "k2");
    }

    /** The plan after the crash makes the profile again, and nobody knows any more that it was erased. */
    @Test
    void aMemberThatIsBackInScopeBeforeAnErasureThatCrashedIsSettledHasTheMembershipAgain() {
        stage.leaving = new Leaving(Gone.WITHDRAW, OutOfScope.ERASE);
        scope("k1", false);
        stage.world.whenCalled(Set.of("erasure of k1"), () -> stage.world.crashAfter(1));
        assertThatThrownBy(stage::drain).isInstanceOf(HistoryWorld.Crash.class);
        assertThat(stage.audience.profiles).containsOnlyKeys("k2");
        stage.restart();

        scope("k1", true);
        stage.drain();
        stage.lists.give();
        assertThat(having()).containsExactly("k1", "k2");
    }

    /** D41, T37. */
    @ParameterizedTest
    @EnumSource(
            value = Gone.class,
            names = {"WITHDRAW", "KEEP"})
    void aMemberThatWasTakenForGoneHasTheMembershipOnceItIsShownAgain(Gone gone) {
        stage.leaving = new Leaving(gone, OutOfScope.KEEP);
        hide("k1", true);
        sync();
        sync();
        imported();
        assertThat(having()).as("who is on no list is sent no more mail of it").containsExactly("k2");

        hide("k1", false);
        imported();
        stage.drain();
        stage.lists.give();
        assertThat(having()).containsExactly("k1", "k2");
    }

    @Test
    void aMemberThatLeftTheListWhileItWasTakenForGoneHasTheMembershipNoMore() {
        hide("k1", true);
        sync();
        sync();
        assertThat(having()).containsExactly("k1", "k2");

        person("k1").labels.clear();
        hide("k1", false);
        imported();
        stage.drain();
        stage.lists.give();
        assertThat(having()).containsExactly("k2");
    }

    /** D36: it was a member all the time, and gets what members get once it may. */
    @Test
    void aMemberThatWasOutOfScopeAtTheImportHasTheMembershipOnceItIsInScope() {
        HistoryCrm.Person person = new HistoryCrm.Person();
        person.email = "k3@example.test";
        person.out = true;
        person.labels.add(HistoryCrm.NEWSLETTER);
        stage.crm.persons.put("k3", person);
        sync();
        imported();
        assertThat(having()).containsExactly("k1", "k2");

        scope("k3", true);
        stage.drain();
        stage.lists.give();
        assertThat(having()).containsExactly("k1", "k2", "k3");
    }

    private void sync() {
        assertThat(stage.full(false)).isEqualTo(RunState.COMPLETED);
    }

    private void imported() {
        assertThat(stage.imported(LABELLED)).isEqualTo(RunState.COMPLETED);
    }

    private HistoryCrm.Person person(String key) {
        return requireNonNull(stage.crm.persons.get(key), key);
    }

    private void scope(String key, boolean in) {
        person(key).out = !in;
        stage.told(key, Notice.Kind.UPDATED);
    }

    private void hide(String key, boolean hidden) {
        person(key).hidden = hidden;
        stage.told(key, Notice.Kind.UPDATED);
        stage.drain();
    }

    private Set<String> having() {
        Set<String> having = new TreeSet<>();
        stage.audience.profiles.forEach((key, profile) -> {
            if (Boolean.TRUE.equals(profile.get("Vip"))) {
                having.add(key);
            }
        });
        return having;
    }
}
