package dev.kith.web.command;

import dev.kith.engine.home.ServerSettings;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the host listens that serves a home; a picocli mixin. */
final class HostOptions {
    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "where the host listens (default: host and port of the home's kith.yaml)")
    private @Nullable URI url;

    @Mixin
    private HomeOption home = new HomeOption();

    HostClient client(Shell shell, String integration) {
        return new HostClient(base(shell), integration);
    }

    /** A folder of rules, by its path or its name in the home. */
    Path rules(Shell shell, Path dir) {
        return RuleFolder.path(home.home(shell), dir);
    }

    private URI base(Shell shell) {
        if (url != null) {
            return url;
        }
        ServerSettings server = shell.settings(home.existing(shell)).server();
        return URI.create("http://" + server.host() + ":" + server.port());
    }
}
