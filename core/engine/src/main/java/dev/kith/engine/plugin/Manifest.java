package dev.kith.engine.plugin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/** What a plugin JAR says about itself; read before pf4j sees the JAR, so that each fault gets plain words. */
record Manifest(String id, String version, String requires) {
    private static final String SPI_FOLDER = "dev/kith/spi/";

    static Manifest of(Path file) {
        try (JarFile jar = new JarFile(file.toFile())) {
            java.util.jar.Manifest found = jar.getManifest();
            Attributes main = found == null ? new Attributes() : found.getMainAttributes();
            refuseBundledSpi(jar);
            refuseDependencies(main.getValue("Plugin-Dependencies"));
            String requires = main.getValue("Plugin-Requires");
            return new Manifest(
                    needed(main, "Plugin-Id"), needed(main, "Plugin-Version"), requires == null ? "*" : requires);
        } catch (IOException | RuntimeException e) {
            if (e instanceof PluginRefused refused) {
                throw refused;
            }
            throw new PluginRefused(
                    "It can't be read as a JAR: " + e.getMessage() + ". Copy the file again, whole.", e);
        }
    }

    private static String needed(Attributes main, String name) {
        String value = main.getValue(name);
        if (value == null || value.isBlank()) {
            throw new PluginRefused("Its META-INF/MANIFEST.MF has no " + name
                    + ". Every plugin needs Plugin-Id and Plugin-Version there; add them and build it again.");
        }
        return value.strip();
    }

    private static void refuseBundledSpi(JarFile jar) {
        if (jar.stream().anyMatch(entry -> entry.getName().startsWith(SPI_FOLDER))) {
            throw new PluginRefused("It brings its own copy of dev.kith.spi, which the host lends to it. "
                    + "Give the dependency kith-spi the scope \"provided\" and build it again.");
        }
    }

    private static void refuseDependencies(@Nullable String dependencies) {
        if (dependencies != null && !dependencies.isBlank()) {
            throw new PluginRefused("Its manifest names other plugins in Plugin-Dependencies (" + dependencies
                    + "), but each plugin stands alone. Pack what it needs into the JAR.");
        }
    }
}
