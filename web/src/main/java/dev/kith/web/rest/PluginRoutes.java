package dev.kith.web.rest;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.plugin.PluginStatus;
import dev.kith.engine.sync.Engine;
import dev.kith.web.http.Json;
import dev.kith.web.http.Route;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which connector JARs are loaded, and why one isn't. */
public final class PluginRoutes {
    private final Engine engine;

    public PluginRoutes(Engine engine) {
        this.engine = requireNonNull(engine, "engine");
    }

    public List<Route> routes() {
        return List.of(Route.get("/api/v1/plugins", ctx -> Json.answer(ctx, Map.of("plugins", all()))));
    }

    record PluginJson(
            String id,
            String version,
            String file,
            List<String> kinds,
            @Nullable String problem) {
        PluginJson {
            kinds = List.copyOf(kinds);
        }

        static PluginJson of(PluginStatus plugin) {
            return new PluginJson(
                    plugin.id(),
                    plugin.version(),
                    plugin.file().getFileName().toString(),
                    plugin.kinds(),
                    plugin.problem().orElse(null));
        }
    }

    private List<PluginJson> all() {
        return engine.plugins().stream().map(PluginJson::of).toList();
    }
}
