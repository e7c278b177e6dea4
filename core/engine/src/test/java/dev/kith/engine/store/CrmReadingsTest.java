package dev.kith.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrmReadingsTest {
    private static final Map<String, Object> SETTINGS =
            Map.of("labelLevel", "person", "fields", Map.of("a", "b"), "hosts", List.of("x", "y"));

    @TempDir
    private Path folder;

    private Store store;

    @BeforeEach
    void open() {
        store = Store.open(folder.resolve("kith.db"), Clock.systemUTC());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void theSameSettingsHaveTheSameVersionInAnyOrder() {
        Map<String, Object> turned = new LinkedHashMap<>();
        turned.put("labelLevel", "person");
        turned.put("hosts", List.of("x", "y"));
        turned.put("fields", Map.of("a", "b"));
        String version = store.crmReadings().keep("tribe", "tribe", SETTINGS);
        assertThat(store.crmReadings().keep("tribe", "tribe", turned)).isEqualTo(version);
        assertThat(store.crmReadings().keep("tribe", "other", SETTINGS)).isNotEqualTo(version);
        assertThat(store.crmReadings().keep("tribe", "tribe", Map.of())).isNotEqualTo(version);
    }

    @Test
    void settingsOfBeforeAreFoundForTheSameConnectorOnly() {
        String version = store.crmReadings().keep("tribe", "tribe", SETTINGS);
        store.crmReadings().keep("tribe", "tribe", Map.of());
        assertThat(store.crmReadings().find("tribe", "tribe", version)).contains(SETTINGS);
        assertThat(store.crmReadings().find("tribe", "other", version)).isEmpty();
        assertThat(store.crmReadings().find("another", "tribe", version)).isEmpty();
        assertThat(store.crmReadings().find("tribe", "tribe", "unknown")).isEmpty();
    }
}
