package dev.kith.engine.home;

import dev.kith.spi.Setting;
import dev.kith.spi.Settings;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Settings that passed {@link ConnectorSettings}; values are in the types of their settings. */
final class CheckedSettings implements Settings {
    private final Map<String, Setting> declared = new LinkedHashMap<>();
    private final Map<String, Object> values;

    CheckedSettings(List<Setting> declared, Map<String, Object> values) {
        declared.forEach(setting -> this.declared.put(setting.name(), setting));
        this.values = Map.copyOf(values);
    }

    @Override
    public String text(String name) {
        return needed(name, Setting.Type.TEXT, String.class);
    }

    @Override
    public Optional<String> optionalText(String name) {
        return Optional.ofNullable(find(name, Setting.Type.TEXT)).map(String.class::cast);
    }

    @Override
    public int integer(String name) {
        return needed(name, Setting.Type.INTEGER, Integer.class);
    }

    @Override
    public double rate(String name) {
        return needed(name, Setting.Type.RATE, Double.class);
    }

    /** A flag that isn't given and has no fallback is false. */
    @Override
    public boolean flag(String name) {
        Object value = find(name, Setting.Type.BOOLEAN);
        return value != null && (Boolean) value;
    }

    @Override
    public URI url(String name) {
        return needed(name, Setting.Type.URL, URI.class);
    }

    @Override
    public List<String> list(String name) {
        Setting setting = declared.get(name);
        boolean origins = setting != null && setting.type() == Setting.Type.UPLOAD_ORIGINS;
        Object value = find(name, origins ? Setting.Type.UPLOAD_ORIGINS : Setting.Type.LIST);
        return value == null
                ? List.of()
                : ((List<?>) value).stream().map(String.class::cast).toList();
    }

    @Override
    public Map<String, String> map(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (find(name, Setting.Type.MAP) instanceof Map<?, ?> found) {
            found.forEach((key, value) -> texts.put((String) key, (String) value));
        }
        return texts;
    }

    private <T> T needed(String name, Setting.Type type, Class<T> javaType) {
        Object value = find(name, type);
        if (value == null) {
            throw new IllegalArgumentException("The setting \"" + name
                    + "\" may be absent and has no fallback: it can't be read with this getter");
        }
        return javaType.cast(value);
    }

    private @Nullable Object find(String name, Setting.Type type) {
        Setting setting = declared.get(name);
        if (setting == null || setting.type() != type) {
            throw new IllegalArgumentException(
                    "The connector declares no setting \"" + name + "\" of the type " + type);
        }
        return values.get(name);
    }

    /** Without the values, some of which are secret. */
    @Override
    public String toString() {
        return "Settings" + declared.keySet();
    }
}
