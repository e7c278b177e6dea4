package dev.kith.engine.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.spi.ConnectorFactory;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a plugin sees: the JDK, dev.kith.spi, and what it brings itself. */
class IsolationTest {
    private static final String LIBRARY = "com.fasterxml.jackson.core.Version";

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static Plugins plain;

    @BeforeAll
    static void load() {
        PluginJar.crm("acme").in(shared, "acme.jar");
        plain = Plugins.load(List.of(shared));
    }

    @AfterAll
    static void close() {
        plain.close();
    }

    @Test
    void aPluginUsesItsOwnVersionOfALibraryTheHostHas() {
        PluginJar.crm("acme")
                .source("com/fasterxml/jackson/core/Version.java", PluginJar.source("Version"))
                .replace("\"Acme\"", LIBRARY + ".edition()")
                .in(folder, "acme.jar");
        try (Plugins plugins = Plugins.load(List.of(folder))) {
            assertThat(plugins.factory("acme").orElseThrow().title()).isEqualTo("the plugin's");
            assertThat(seen(plugins, LIBRARY)).isEqualTo("own");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                LIBRARY,
                "dev.kith.engine.plugin.Plugins",
                "dev.kith.engine.home.Secrets",
                "org.pf4j.PluginManager",
                "org.slf4j.Logger",
                "org.drools.base.base.ClassObjectType",
                "dev/kith/engine/home/kith.yaml",
                "META-INF/services/org.slf4j.spi.SLF4JServiceProvider"
            })
    void aPluginSeesNothingElseOfTheHost(String name) {
        assertThat(seen(plain, name)).isEqualTo("unseen");
    }

    @ParameterizedTest
    @ValueSource(strings = {"java.net.http.HttpClient", "javax.xml.stream.XMLInputFactory", "dev.kith.spi.Contact"})
    void aPluginSeesTheJdkAndTheSpi(String name) {
        assertThat(seen(plain, name)).isEqualTo("lent");
    }

    @Test
    void theHostDoesHaveTheLibrary() throws ClassNotFoundException {
        assertThat(Class.forName(LIBRARY).getClassLoader()).isEqualTo(ConnectorFactory.class.getClassLoader());
    }

    @Test
    void twoPluginsWithTheSameClassNamesDoNotMeet() {
        PluginJar.crm("one").in(folder, "one.jar");
        PluginJar.audience("two").in(folder, "two.jar");
        try (Plugins plugins = Plugins.load(List.of(folder))) {
            assertThat(plugins.factory("one").orElseThrow().role()).isEqualTo(dev.kith.spi.Role.CRM);
            assertThat(plugins.factory("two").orElseThrow().role()).isEqualTo(dev.kith.spi.Role.AUDIENCE);
            assertThat(plugins.all()).allMatch(status -> status.problem().isEmpty());
        }
    }

    private static String seen(Plugins plugins, String name) {
        try (OpenConnector connector =
                plugins.factory("acme").orElseThrow().open(TestContext.of("https://acme.example.test"))) {
            return connector.lookup().fetch(List.of(name)).get(0).key();
        }
    }
}
