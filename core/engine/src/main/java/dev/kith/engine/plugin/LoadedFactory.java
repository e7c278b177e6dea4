package dev.kith.engine.plugin;

import static java.util.Objects.requireNonNull;

import dev.kith.spi.Connector;
import dev.kith.spi.ConnectorContext;
import dev.kith.spi.ConnectorFactory;
import dev.kith.spi.Role;
import dev.kith.spi.Setting;
import java.nio.file.Path;
import java.util.List;

/** A plugin's {@link ConnectorFactory}, behind {@link PluginCall}. */
public final class LoadedFactory {
    private final Path file;
    private final PluginCall call;
    private final ConnectorFactory factory;
    private final String kind;
    private final String title;
    private final Role role;
    private final List<Setting> settings;

    LoadedFactory(
            Path file,
            PluginCall call,
            ConnectorFactory factory,
            String kind,
            String title,
            Role role,
            List<Setting> settings) {
        this.file = requireNonNull(file, "file");
        this.call = requireNonNull(call, "call");
        this.factory = requireNonNull(factory, "factory");
        this.kind = requireNonNull(kind, "kind");
        this.title = requireNonNull(title, "title");
        this.role = requireNonNull(role, "role");
        this.settings = List.copyOf(settings);
    }

    /** For a factory on the host's own class path, in tests and trials; it passes the same checks as one from a JAR. */
    public static LoadedFactory onClassPath(ConnectorFactory factory) {
        ClassLoader loader = requireNonNull(factory.getClass().getClassLoader(), "loader");
        String name = factory.getClass().getSimpleName();
        return FactoryCheck.check(Path.of(name), new PluginCall(name, loader), factory);
    }

    Path file() {
        return file;
    }

    public String kind() {
        return kind;
    }

    public String title() {
        return title;
    }

    public Role role() {
        return role;
    }

    public List<Setting> settings() {
        return settings;
    }

    /**
     * Opens a connector; no call goes out.
     *
     * @throws dev.kith.spi.ConnectorException CONFIG when settings contradict each other; BUG when the plugin breaks, or
     *     lacks a capability its role needs
     */
    public OpenConnector open(ConnectorContext context) {
        Connector connector = call.call("open", () -> factory.open(context));
        return OpenConnector.of(call, role, connector);
    }
}
