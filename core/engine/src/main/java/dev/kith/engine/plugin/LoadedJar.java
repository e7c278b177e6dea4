package dev.kith.engine.plugin;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import org.pf4j.PluginState;
import org.pf4j.PluginWrapper;

/** One version of one plugin JAR, loaded by a pf4j of its own so that versions never meet. */
final class LoadedJar implements AutoCloseable {
    private final Path file;
    private final JarManager manager;
    private final ClassLoader loader;

    private LoadedJar(Path file, JarManager manager, ClassLoader loader) {
        this.file = file;
        this.manager = manager;
        this.loader = loader;
    }

    static LoadedJar load(Path file, Manifest manifest) {
        JarManager manager = new JarManager(requireNonNull(file.toAbsolutePath().getParent(), "folder"));
        try {
            String id = manager.loadPlugin(file.toAbsolutePath());
            // A plugin that asks for another version is loaded all the same, as DISABLED, and pf4j only logs it.
            if (manager.startPlugin(id) != PluginState.STARTED) {
                throw notStarted(manifest, manager.getPlugin(id));
            }
            return new LoadedJar(file, manager, manager.getPluginClassLoader(id));
        } catch (PluginRefused e) {
            manager.unloadPlugins();
            throw e;
        } catch (RuntimeException | LinkageError e) {
            throw new PluginRefused(
                    "It can't be loaded: " + e.getMessage() + ". Check its manifest (Plugin-Version \""
                            + manifest.version() + "\", Plugin-Requires \"" + manifest.requires() + "\").",
                    e);
        }
    }

    private static PluginRefused notStarted(Manifest manifest, PluginWrapper plugin) {
        if (plugin.getPluginState() == PluginState.DISABLED) {
            return new PluginRefused("It needs Kith " + manifest.requires() + " (Plugin-Requires), but this is Kith "
                    + JarManager.SYSTEM_VERSION + ". Use a version of the plugin made for this Kith.");
        }
        return new PluginRefused("It can't be started: its state is " + plugin.getPluginState() + ".");
    }

    Path file() {
        return file;
    }

    ClassLoader loader() {
        return loader;
    }

    @Override
    public void close() {
        manager.unloadPlugins();
    }
}
