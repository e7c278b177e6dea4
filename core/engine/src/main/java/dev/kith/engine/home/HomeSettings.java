package dev.kith.engine.home;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** All settings of a home; the integrations in the order of their ids. */
public record HomeSettings(ServerSettings server, List<IntegrationSettings> integrations) {
    public HomeSettings {
        requireNonNull(server, "server");
        integrations = List.copyOf(integrations);
    }
}
