package dev.kith.engine.plugin;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pf4j.PluginClassLoader;

/** One folder full of plugins that misbehave, and one that doesn't. */
class BadPluginsTest {
    @TempDir
    static Path folder;

    private static Plugins plugins;
    private static final Map<String, PluginStatus> byFile = new TreeMap<>();

    @BeforeAll
    static void loadAll() throws IOException {
        Files.writeString(folder.resolve("broken.jar"), "this is no zip");
        PluginJar.crm("no-id").without("Plugin-Id").in(folder, "no-id.jar");
        PluginJar.crm("no-version").without("Plugin-Version").in(folder, "no-version.jar");
        PluginJar.crm("future").with("Plugin-Requires", ">=2.0.0").in(folder, "future.jar");
        PluginJar.crm("odd").with("Plugin-Requires", "soon").in(folder, "odd-requires.jar");
        PluginJar.crm("leaning").with("Plugin-Dependencies", "other").in(folder, "leaning.jar");
        PluginJar.crm("none").services("").in(folder, "no-factory.jar");
        PluginJar.crm("lost").services("acme.Lost").in(folder, "lost-factory.jar");
        PluginJar.crm("foreign").services("acme.ObedientCrm").in(folder, "foreign-factory.jar");
        PluginJar.crm("thrower")
                .replace("/*constructor*/", "throw new IllegalStateException();")
                .in(folder, "thrower.jar");
        PluginJar.crm("static")
                .replace("/*static*/", "static { if (true) throw new IllegalStateException(); }")
                .in(folder, "static.jar");
        PluginJar.crm("null-kind").replace("\"null-kind\"", "null").in(folder, "null-kind.jar");
        PluginJar.crm("Odd Kind").in(folder, "odd-kind.jar");
        // Names a class for pf4j to run, which the host leaves alone.
        PluginJar.crm("a-good")
                .with("Plugin-Class", "acme.Missing")
                .with("Plugin-Requires", ">=0.1.0 & <1.0.0")
                .in(folder, "a-good.jar");
        PluginJar.crm("a-good").with("Plugin-Version", "1.1.0").in(folder, "z-same-kind.jar");
        PluginJar.crm("bundled")
                .source("dev/kith/spi/Extra.java", "package dev.kith.spi; public class Extra {}")
                .in(folder, "bundled.jar");
        PluginJar.crm("setting-name").replace("apiUrl", "api-url").in(folder, "setting-name.jar");
        PluginJar.crm("setting-twice")
                .replace("/*settings*/", ", Setting.secret(\"apiUrl\", \"twice\")")
                .in(folder, "setting-twice.jar");
        PluginJar.crm("setting-gap")
                .replace("/*settings*/", ", Setting.optional(\"rate\", Setting.Type.RATE, \"\", \"Calls per second\")")
                .in(folder, "setting-gap.jar");
        plugins = Plugins.load(List.of(folder, folder.resolve("missing")));
        plugins.all().forEach(status -> byFile.put(status.file().getFileName().toString(), status));
    }

    @AfterAll
    static void close() {
        plugins.close();
    }

    @Test
    void theGoodOneIsUsed() {
        assertThat(status("a-good.jar"))
                .isEqualTo(new PluginStatus(
                        "acme", "1.0.0", folder.resolve("a-good.jar"), List.of("a-good"), Optional.empty()));
        assertThat(plugins.factory("a-good")).isPresent();
        assertThat(plugins.all())
                .filteredOn(status -> status.problem().isEmpty())
                .hasSize(1);
    }

    @Test
    void aFolderThatIsNotThereHoldsNoPlugin() {
        try (Plugins none = Plugins.load(List.of(folder.resolve("missing")))) {
            assertThat(none.all()).isEmpty();
            assertThat(none.factory("a-good")).isEmpty();
        }
    }

    @Test
    void closingLetsGoOfTheJar() {
        Path file = folder.resolve("a-good.jar");
        LoadedJar jar = LoadedJar.load(file, Manifest.of(file));
        jar.close();
        assertThat(jar.loader())
                .isInstanceOfSatisfying(
                        PluginClassLoader.class,
                        loader -> assertThat(loader.isClosed()).isTrue());
    }

    @Test
    void aRefusedPluginOffersNothing() {
        assertThat(plugins.factory("thrower")).isEmpty();
        assertThat(status("thrower.jar").kinds()).isEmpty();
    }

    @Test
    void aBrokenZipIsNamedByItsFile() {
        assertThat(status("broken.jar").id()).isEqualTo("broken.jar");
        assertProblem("broken.jar", "It can't be read as a JAR", "Copy the file again, whole.");
    }

    @Test
    void aManifestWithoutIdOrVersionIsSaidSo() {
        assertProblem("no-id.jar", "Its META-INF/MANIFEST.MF has no Plugin-Id");
        assertProblem("no-version.jar", "Its META-INF/MANIFEST.MF has no Plugin-Version");
    }

    @Test
    void anUnreadableRequirementIsSaidSo() {
        assertProblem("odd-requires.jar", "It can't be loaded", "Plugin-Requires \"soon\"");
    }

    @Test
    void anUnmetRequirementNamesBothVersions() {
        assertProblem("future.jar", "It needs Kith >=2.0.0 (Plugin-Requires), but this is Kith 0.1.0.");
    }

    @Test
    void aDependencyOnOtherPluginsIsRefused() {
        assertProblem("leaning.jar", "Plugin-Dependencies (other)", "each plugin stands alone");
    }

    @Test
    void aMissingFactoryIsSaidSo() {
        assertProblem("no-factory.jar", "It offers no connector", "META-INF/services/dev.kith.spi.ConnectorFactory");
        assertProblem("lost-factory.jar", "can't be made", "acme.Lost not found");
        assertProblem("foreign-factory.jar", "can't be made", "acme.ObedientCrm not a subtype");
    }

    @Test
    void aFactoryThatThrowsIsNamedWithThePlace() {
        assertProblem("thrower.jar", "java.lang.IllegalStateException at acme.Factory.<init>(Factory.java:");
        assertProblem("static.jar", "ExceptionInInitializerError because of java.lang.IllegalStateException at acme");
    }

    @Test
    void aKindMustBeAName() {
        assertProblem("null-kind.jar", "ConnectorFactory.kind() returned null");
        assertProblem("odd-kind.jar", "\"Odd Kind\" isn't a name");
    }

    @Test
    void ofTwoJarsWithOneKindTheFirstIsUsed() {
        assertProblem("z-same-kind.jar", "\"a-good\", which a-good.jar offers already. Remove one of the two files.");
        assertThat(status("z-same-kind.jar").version()).isEqualTo("1.1.0");
    }

    @Test
    void aBundledSpiIsRefusedBeforeItClashes() {
        assertProblem("bundled.jar", "its own copy of dev.kith.spi", "scope \"provided\"");
    }

    @Test
    void settingsNobodyCouldReadAreRefused() {
        assertProblem("setting-name.jar", "\"api-url\" isn't a name in camel case");
        assertProblem("setting-twice.jar", "\"apiUrl\" is declared twice");
        assertProblem("setting-gap.jar", "\"rate\" of type RATE must be required or have a fallback");
    }

    private static PluginStatus status(String file) {
        return requireNonNull(byFile.get(file), file);
    }

    private static void assertProblem(String file, String... parts) {
        assertThat(status(file).problem().orElse("none")).contains(parts);
    }
}
