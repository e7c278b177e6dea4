package dev.kith.engine.plugin;

import dev.kith.spi.Settings;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings with an {@code apiUrl} and nothing else. */
record UrlSettings(URI apiUrl) implements Settings {
    @Override
    public URI url(String name) {
        if (!name.equals("apiUrl")) {
            throw new IllegalArgumentException(name);
        }
        return apiUrl;
    }

    @Override
    public String text(String name) {
        throw new IllegalArgumentException(name);
    }

    @Override
    public Optional<String> optionalText(String name) {
        throw new IllegalArgumentException(name);
    }

    @Override
    public int integer(String name) {
        throw new IllegalArgumentException(name);
    }

    @Override
    public double rate(String name) {
        throw new IllegalArgumentException(name);
    }

    @Override
    public boolean flag(String name) {
        throw new IllegalArgumentException(name);
    }

    @Override
    public List<String> list(String name) {
        throw new IllegalArgumentException(name);
    }

    @Override
    public Map<String, String> map(String name) {
        throw new IllegalArgumentException(name);
    }
}
