package dev.kith.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleSetVersionsTest {
    @TempDir
    private Path home;

    private final ManualClock clock = new ManualClock();
    private Store store;

    @BeforeEach
    void open() {
        store = Store.open(home.resolve("kith.db"), clock);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void noneIsActiveAtFirst() {
        assertThat(store.ruleSetVersions().active("tribe")).isEmpty();
    }

    @Test
    void theLastActivatedVersionIsActive() {
        activate("v1");
        activate("v2");

        assertThat(store.ruleSetVersions().active("tribe")).contains(version("v2"));
        assertThat(store.ruleSetVersions().active("other")).isEmpty();
    }

    @Test
    void anEarlierVersionBecomesActiveAgain() {
        activate("v1");
        activate("v2");
        clock.advance(Duration.ofHours(1));

        activate("v1");

        assertThat(store.ruleSetVersions().active("tribe")).contains(version("v1"));
    }

    @Test
    void activatingTheActiveVersionChangesNothing() {
        Instant first = clock.instant();
        activate("v1");
        clock.advance(Duration.ofHours(1));

        activate("v1");

        assertThat(store.ruleSetVersions().active("tribe").orElseThrow().activatedAt())
                .isEqualTo(first);
    }

    @Test
    void everyVersionIsKeptAndFoundByABeginningThatNoOtherHas() {
        activate("aab1");
        activate("aac2");

        assertThat(store.ruleSetVersions().list("tribe"))
                .containsExactly(
                        new VersionInfo("aac2", clock.instant(), true),
                        new VersionInfo("aab1", clock.instant(), false));
        assertThat(store.ruleSetVersions().find("tribe", "aab")).contains(version("aab1"));
        assertThat(store.ruleSetVersions().find("tribe", "aa")).isEmpty();
        assertThat(store.ruleSetVersions().find("other", "aab")).isEmpty();
    }

    @Test
    @DisplayName(
            "A full sync is due until the first one is completed (S20, S33); then after a change of mappings or consents (S34), not of conditions (S35)")
    void aFullSyncGetsDue() {
        activate("v1", "condition", "mapping", "consent");
        assertThat(store.ruleSetVersions().fullSyncDue("tribe")).contains(new FullSyncDue(Set.of(), Optional.empty()));
        completeAFullSync("v1");
        activate("v2", "condition");
        assertThat(store.ruleSetVersions().fullSyncDue("tribe")).isEmpty();
        Instant changed = clock.instant();
        activate("v3", "condition", "consent");
        clock.advance(Duration.ofMinutes(1));
        activate("v4", "mapping");

        assertThat(store.ruleSetVersions().fullSyncDue("tribe"))
                .contains(new FullSyncDue(Set.of("mapping", "consent"), Optional.of(changed)));

        clock.advance(Duration.ofMinutes(1));
        completeAFullSync("v4");
    }

    @Test
    void eachActivationIsInTheAuditLog() {
        activate("v1");
        activate("v2");
        activate("v2");

        assertThat(store.audit().of("tribe", 10))
                .extracting(AuditEntry::subject)
                .containsExactly("v2", "v1");
    }

    private void completeAFullSync(String version) {
        Run run = store.runs().create("tribe", RunKind.FULL, false, version);
        assertThat(store.ruleSetVersions().fullSyncDue("tribe")).isPresent();
        store.runs().claim(run.id(), "me", Duration.ofMinutes(1));
        store.runs().finish(run.id(), "me", RunState.COMPLETED, "");
        assertThat(store.ruleSetVersions().fullSyncDue("tribe")).isEmpty();
        clock.advance(Duration.ofMinutes(1));
    }

    private void activate(String version, String... changed) {
        AuditEntry audit = new AuditEntry(clock.instant(), "rest", "rules.activate", "tribe", version, "", Map.of());
        store.ruleSetVersions().activate("tribe", version(version), List.of(changed), audit);
    }

    private ActiveVersion version(String version) {
        return new ActiveVersion(
                version,
                new RuleTexts(
                        "conditions " + version, "mappings " + version, "consents " + version, "schema " + version),
                clock.instant());
    }
}
