package dev.kith.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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

    private void activate(String version) {
        store.ruleSetVersions()
                .activate(
                        "tribe",
                        version,
                        "conditions " + version,
                        "mappings " + version,
                        "consents " + version,
                        "schema " + version);
    }

    private ActiveVersion version(String version) {
        return new ActiveVersion(
                version,
                "conditions " + version,
                "mappings " + version,
                "consents " + version,
                "schema " + version,
                clock.instant());
    }
}
