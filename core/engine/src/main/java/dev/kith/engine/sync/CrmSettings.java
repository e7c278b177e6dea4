package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.home.ConnectorSettings;
import dev.kith.engine.home.IntegrationSettings;
import dev.kith.engine.plugin.HostContext;
import dev.kith.engine.plugin.LoadedFactory;
import dev.kith.engine.plugin.OpenConnector;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.Setting;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What the settings of an integration say about its CRM, and the CRM opened by settings of before. Any thread. */
record CrmSettings(IntegrationSettings settings, LoadedFactory factory, Systems.Shared shared) {
    CrmSettings {
        requireNonNull(settings, "settings");
        requireNonNull(factory, "factory");
        requireNonNull(shared, "shared");
    }

    String connector() {
        return settings.crm().connector();
    }

    /** Those that aren't secret. */
    Map<String, Object> told() {
        return ConnectorSettings.told(settings.crm().settings(), factory.settings());
    }

    /**
     * Opens the CRM by settings of before, with the secrets of now.
     *
     * @return empty when they can't be used any more, or name other addresses: no secret goes where the settings of now
     *     don't send it
     */
    Optional<OpenConnector> open(Map<String, Object> before) {
        Map<String, Object> now = told();
        boolean elsewhere = factory.settings().stream()
                .filter(setting -> setting.type() == Setting.Type.URL || setting.type() == Setting.Type.UPLOAD_ORIGINS)
                .map(Setting::name)
                .anyMatch(name -> !Objects.equals(before.get(name), now.get(name)));
        if (elsewhere) {
            return Optional.empty();
        }
        Map<String, Object> all = new LinkedHashMap<>(settings.crm().settings());
        all.keySet().removeAll(now.keySet());
        all.putAll(before);
        return ConnectorSettings.check(settings.file(), "crm.settings", all, factory.settings(), shared.secrets())
                .settings()
                .flatMap(checked -> {
                    try {
                        return Optional.of(factory.open(new HostContext(
                                settings.id(), factory, checked, shared.clock(), shared.accounts(), shared.waiting())));
                    } catch (ConnectorException e) {
                        return Optional.empty();
                    }
                });
    }
}
