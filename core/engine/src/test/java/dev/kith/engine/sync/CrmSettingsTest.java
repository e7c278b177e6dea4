package dev.kith.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.engine.home.Home;
import dev.kith.engine.home.HomeFiles;
import dev.kith.engine.home.IntegrationSettings;
import dev.kith.engine.home.Secrets;
import dev.kith.engine.plugin.Accounts;
import dev.kith.engine.plugin.OpenConnector;
import dev.kith.engine.plugin.PluginJar;
import dev.kith.engine.plugin.Plugins;
import dev.kith.engine.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The CRM by settings of before: with the secrets of now, and only at the addresses of now. */
class CrmSettingsTest {
    private static final String MORE = ", Setting.secret(\"key\", \"A key\"),"
            + " Setting.optional(\"level\", Setting.Type.TEXT, \"person\", \"Where labels count\")";

    @TempDir
    private Path folder;

    private Plugins plugins;
    private CrmSettings settings;

    @BeforeEach
    void load() throws IOException {
        PluginJar.offering("members", "CRM", "ModestCrm")
                .replace("/*settings*/", MORE)
                .in(folder, "members.jar");
        plugins = Plugins.load(List.of(folder));
        assertThat(plugins.all()).allMatch(plugin -> plugin.problem().isEmpty());
        SteppingClock clock = new SteppingClock();
        Systems.Shared shared = new Systems.Shared(
                Home.at(folder),
                plugins,
                new Secrets(folder.resolve("secrets"), name -> "s3cret"),
                clock,
                new Accounts(clock, clock),
                clock);
        settings = new CrmSettings(integration(), plugins.factory("members").orElseThrow(), shared);
    }

    @AfterEach
    void close() {
        plugins.close();
    }

    @Test
    void whatIsKeptHoldsNoSecret() {
        assertThat(settings.told()).isEqualTo(Map.of("apiUrl", "https://crm.example.com", "level", "both"));
    }

    @Test
    void theSettingsOfBeforeOpenAConnectorOfTheirOwn() {
        assertOpens(Map.of("apiUrl", "https://crm.example.com", "level", "person"), true);
        assertOpens(Map.of("apiUrl", "https://crm.example.com"), true);
    }

    @Test
    void noSecretGoesToAnAddressOfBefore() {
        assertOpens(Map.of("apiUrl", "https://old.example.com", "level", "both"), false);
    }

    @Test
    void settingsThatTheConnectorNoLongerKnowsAreNotUsed() {
        assertOpens(Map.of("apiUrl", "https://crm.example.com", "gone", "x"), false);
    }

    @Test
    void whatCantBeReadByTheSettingsOfBeforeIsntRead() {
        try (Store store =
                        Store.open(folder.resolve("kith.db"), settings.shared().clock());
                PastCrm past = new PastCrm(settings, store.crmReadings())) {
            String version = store.crmReadings().keep("tribe", "members", settings.told());
            assertThat(past.read("unknown", List.of("1"))).isEmpty();
            assertThat(past.read(version, List.of("1")))
                    .as("the connector fails")
                    .isEmpty();
        }
    }

    private void assertOpens(Map<String, Object> before, boolean opens) {
        Optional<OpenConnector> opened = settings.open(before);
        opened.ifPresent(OpenConnector::close);
        assertThat(opened.isPresent()).isEqualTo(opens);
    }

    private IntegrationSettings integration() throws IOException {
        Files.writeString(folder.resolve("kith.yaml"), "");
        Files.createDirectories(folder.resolve("integrations"));
        Files.writeString(folder.resolve("integrations/tribe.yaml"), """
                crm:
                  connector: members
                  settings: {apiUrl: "https://crm.example.com", key: "${env:KITH_S_KEY}", level: both}
                audience: {connector: list}
                timeZone: Europe/Amsterdam
                """);
        HomeFiles.Read read = HomeFiles.read(Home.at(folder), name -> null);
        assertThat(read.problems()).isEmpty();
        return read.settings().orElseThrow().integrations().get(0);
    }
}
