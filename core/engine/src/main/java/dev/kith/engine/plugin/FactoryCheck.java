package dev.kith.engine.plugin;

import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorFactory;
import dev.kith.spi.Role;
import dev.kith.spi.Setting;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Asks a factory what it is, once, and refuses answers the host can't work with. */
final class FactoryCheck {
    private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9-]{0,40}");
    private static final Pattern SETTING = Pattern.compile("[a-z][A-Za-z0-9]{0,60}");
    /** {@link dev.kith.spi.Settings} has no optional getter for these. */
    private static final Set<Setting.Type> NEVER_ABSENT =
            EnumSet.of(Setting.Type.INTEGER, Setting.Type.RATE, Setting.Type.URL);

    private FactoryCheck() {}

    static LoadedFactory check(Path file, PluginCall call, ConnectorFactory factory) {
        try {
            String kind = call.call("ConnectorFactory.kind()", factory::kind);
            if (!KIND.matcher(kind).matches()) {
                throw new PluginRefused("Its connector kind \"" + kind
                        + "\" isn't a name: use lower case letters, digits and hyphens, a letter first, 41 at most.");
            }
            PluginCall named = call.named(kind);
            String title = named.call("ConnectorFactory.title()", factory::title);
            Role role = named.call("ConnectorFactory.role()", factory::role);
            List<Setting> settings = named.list("ConnectorFactory.settings()", factory::settings);
            checkSettings(kind, settings);
            return new LoadedFactory(file, named, factory, kind, title, role, settings);
        } catch (ConnectorException e) {
            throw new PluginRefused(String.valueOf(e.getMessage()), e);
        }
    }

    private static void checkSettings(String kind, List<Setting> settings) {
        Set<String> names = new HashSet<>();
        for (Setting setting : settings) {
            String which = "Connector \"" + kind + "\": its setting \"" + setting.name() + "\" ";
            if (!SETTING.matcher(setting.name()).matches()) {
                throw new PluginRefused(which + "isn't a name in camel case.");
            }
            if (!names.add(setting.name())) {
                throw new PluginRefused(which + "is declared twice.");
            }
            if (NEVER_ABSENT.contains(setting.type())
                    && !setting.required()
                    && setting.fallback().isEmpty()) {
                throw new PluginRefused(which + "of type " + setting.type() + " must be required or have a fallback.");
            }
        }
    }
}
