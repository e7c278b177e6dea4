package dev.kith.web.host;

import dev.kith.engine.home.Home;
import dev.kith.engine.home.HomeSettings;
import dev.kith.engine.home.ServerSettings;
import dev.kith.engine.sync.CrashPoint;
import dev.kith.engine.sync.EngineOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** A host on a free port whose home has no integration. */
final class EmptyHost {
    private EmptyHost() {}

    static Host start(Path folder) {
        return start(folder, 0);
    }

    static Host start(Path folder, int port) {
        ServerSettings server = new ServerSettings(
                "127.0.0.1", port, List.of(), folder.resolve("data/kith.db"), ServerSettings.Retention.DEFAULT);
        EngineOptions options = new EngineOptions(Clock.systemUTC(), CrashPoint.none(), List.of(), name -> null);
        return Host.start(Home.at(folder), new HomeSettings(server, List.of()), options);
    }
}
