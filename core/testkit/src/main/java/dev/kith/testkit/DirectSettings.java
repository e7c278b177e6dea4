package dev.kith.testkit;

import dev.kith.spi.Setting;
import dev.kith.spi.Settings;
import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings out of a map, checked against their declarations. */
final class DirectSettings implements Settings {
    private final Map<String, Setting> declared = new LinkedHashMap<>();
    private final Map<String, Object> values = new LinkedHashMap<>();

    private DirectSettings(List<Setting> settings, Map<String, ?> given) {
        settings.forEach(s -> declared.put(s.name(), s));
        settings.stream().filter(s -> !s.fallback().isEmpty()).forEach(s -> values.put(s.name(), s.fallback()));
        values.putAll(given);
    }

    static DirectSettings of(List<Setting> settings, Map<String, ?> given) {
        DirectSettings result = new DirectSettings(settings, given);
        for (String name : given.keySet()) {
            if (!result.declared.containsKey(name)) {
                throw new IllegalArgumentException("Unknown setting: " + name);
            }
        }
        for (Setting setting : settings) {
            if (setting.required() && !result.values.containsKey(setting.name())) {
                throw new IllegalArgumentException("Missing setting: " + setting.name());
            }
        }
        return result;
    }

    Collection<URI> urls() {
        return declared.values().stream()
                .filter(s -> s.type() == Setting.Type.URL && values.containsKey(s.name()))
                .map(s -> url(s.name()))
                .toList();
    }

    Collection<URI> uploadOrigins() {
        return declared.values().stream()
                .filter(s -> s.type() == Setting.Type.UPLOAD_ORIGINS)
                .flatMap(s -> list(s.name()).stream())
                .map(URI::create)
                .toList();
    }

    @Override
    public String text(String name) {
        return required(name, Setting.Type.TEXT);
    }

    @Override
    public Optional<String> optionalText(String name) {
        return value(name, Setting.Type.TEXT).map(String::valueOf);
    }

    @Override
    public int integer(String name) {
        return Integer.parseInt(required(name, Setting.Type.INTEGER));
    }

    @Override
    public double rate(String name) {
        String text = required(name, Setting.Type.RATE);
        return text.equals("unlimited") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }

    @Override
    public boolean flag(String name) {
        return Boolean.parseBoolean(required(name, Setting.Type.BOOLEAN));
    }

    @Override
    public URI url(String name) {
        return URI.create(required(name, Setting.Type.URL));
    }

    @Override
    public List<String> list(String name) {
        Setting setting = declared.get(name);
        boolean origins = setting != null && setting.type() == Setting.Type.UPLOAD_ORIGINS;
        Object value = value(name, origins ? Setting.Type.UPLOAD_ORIGINS : Setting.Type.LIST)
                .orElse(List.of());
        List<?> list = value instanceof String text ? List.of(text.split(",", -1)) : (List<?>) value;
        return list.stream().map(entry -> String.valueOf(entry).strip()).toList();
    }

    @Override
    public Map<String, String> map(String name) {
        Map<String, String> result = new LinkedHashMap<>();
        ((Map<?, ?>) value(name, Setting.Type.MAP).orElse(Map.of()))
                .forEach((k, v) -> result.put(String.valueOf(k), String.valueOf(v)));
        return result;
    }

    private String required(String name, Setting.Type type) {
        return value(name, type)
                .map(String::valueOf)
                .orElseThrow(() -> new IllegalArgumentException("Setting without a value: " + name));
    }

    private Optional<Object> value(String name, Setting.Type type) {
        Setting setting = declared.get(name);
        if (setting == null || setting.type() != type) {
            throw new IllegalArgumentException("Not a declared " + type + " setting: " + name);
        }
        return Optional.ofNullable(values.get(name));
    }
}
