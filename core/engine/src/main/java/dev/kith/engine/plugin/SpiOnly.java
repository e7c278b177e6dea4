package dev.kith.engine.plugin;

import dev.kith.spi.ConnectorFactory;

/** The parent of every plugin's class loader: the JDK and {@code dev.kith.spi}, nothing else of the host. */
final class SpiOnly extends ClassLoader {
    private static final String SPI_PREFIX = ConnectorFactory.class.getPackageName() + ".";

    private final ClassLoader host;

    SpiOnly(ClassLoader host) {
        super("kith-spi", ClassLoader.getPlatformClassLoader());
        this.host = host;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (name.startsWith(SPI_PREFIX)) {
            return host.loadClass(name);
        }
        throw new ClassNotFoundException(name);
    }
}
