package dev.kith.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTest {
    @TempDir
    private Path home;

    private final ManualClock clock = new ManualClock();

    @Test
    void entriesAreKeptNewestFirstAndOnlyOfTheIntegrationAskedFor() {
        try (Store store = Store.open(home.resolve("kith.db"), clock)) {
            AuditEntry first = entry("tribe", "v1");
            AuditEntry second = entry("tribe", "v2");
            store.audit().add(first);
            store.audit().add(entry("other", "v3"));
            store.audit().add(second);

            assertThat(store.audit().of("tribe", 10)).containsExactly(second, first);
            assertThat(store.audit().of("tribe", 1)).containsExactly(second);
        }
    }

    @Test
    void entriesAreRemovedAfterTheYearsTheLedgerIsKept() {
        try (Store store = Store.open(home.resolve("kith.db"), clock)) {
            store.audit().add(entry("tribe", "v1"));
            clock.advance(Duration.ofDays(2));
            AuditEntry young = entry("tribe", "v2");
            store.audit().add(young);

            store.retention().prune(new Retention.Keep(Duration.ofDays(1), Duration.ofDays(1)));

            assertThat(store.audit().of("tribe", 10)).containsExactly(young);
        }
    }

    private AuditEntry entry(String integration, String subject) {
        return new AuditEntry(
                clock.instant(), "rest", "rules.activate", integration, subject, "a reason", Map.of("failed", 2));
    }
}
