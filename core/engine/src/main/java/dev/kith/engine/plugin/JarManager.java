package dev.kith.engine.plugin;

import dev.kith.spi.ConnectorFactory;
import java.nio.file.Path;
import org.pf4j.ClassLoadingStrategy;
import org.pf4j.JarPluginLoader;
import org.pf4j.JarPluginManager;
import org.pf4j.Plugin;
import org.pf4j.PluginClassLoader;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginFactory;
import org.pf4j.PluginLoader;
import org.pf4j.PluginStatusProvider;

/** pf4j for one JAR: the plugin's own classes first, then {@link SpiOnly}; no plugin class of the author's is run. */
final class JarManager extends JarPluginManager {

    /** The version of the connector SPI that {@code Plugin-Requires} is compared with. */
    static final String SYSTEM_VERSION = "0.1.0";

    JarManager(Path folder) {
        super(folder);
        setSystemVersion(SYSTEM_VERSION);
    }

    @Override
    protected PluginFactory createPluginFactory() {
        return wrapper -> new Nothing();
    }

    @Override
    protected PluginStatusProvider createPluginStatusProvider() {
        return new AllEnabled();
    }

    @Override
    protected PluginLoader createPluginLoader() {
        return new JarPluginLoader(this) {
            @Override
            protected PluginClassLoader createPluginClassLoader(Path file, PluginDescriptor descriptor) {
                ClassLoader parent = new SpiOnly(ConnectorFactory.class.getClassLoader());
                return new PluginClassLoader(pluginManager, descriptor, parent, ClassLoadingStrategy.PDA);
            }
        };
    }

    private static final class Nothing extends Plugin {}

    /** Without this pf4j would read and write enabled.txt and disabled.txt in the plugin folder. */
    private static final class AllEnabled implements PluginStatusProvider {
        @Override
        public boolean isPluginDisabled(String pluginId) {
            return false;
        }

        @Override
        public void disablePlugin(String pluginId) {}

        @Override
        public void enablePlugin(String pluginId) {}
    }
}
