package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.engine.home.IntegrationSettings.Gone;
import dev.kith.engine.home.IntegrationSettings.Leaving;
import dev.kith.engine.home.IntegrationSettings.OutOfScope;
import dev.kith.engine.store.ConsentKey;
import dev.kith.engine.store.RunIssue;
import dev.kith.engine.store.RunState;
import dev.kith.engine.sync.HistoryAudience.Consent;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One contact that can't be settled as gone, or no longer is, stops no other. */
class LeavingPassTest {
    private static final ConsentKey NEWS = HistoryRules.AUDIENCE.consent(HistoryRules.NEWS);

    @TempDir
    private Path folder;

    private HistoryStage stage;

    @BeforeEach
    void givenThreeContacts() {
        stage = new HistoryStage(folder.resolve("kith.db"));
        for (String key : List.of("k1", "k2", "k3")) {
            HistoryCrm.Person person = new HistoryCrm.Person();
            person.email = key + "@example.test";
            person.labels.add(HistoryCrm.NEWSLETTER);
            stage.crm.persons.put(key, person);
        }
        sync();
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

    /** @return the keys of profiles that can't be erased */
    private List<String> erasing(Leaving leaving, String refused) {
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
