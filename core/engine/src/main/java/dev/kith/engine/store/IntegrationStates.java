package dev.kith.engine.store;

import java.util.Optional;

/** What an admin said about an integration while it runs: it outlives restarts and stands over the file. */
public final class IntegrationStates {
    private final Database database;

    IntegrationStates(Database database) {
        this.database = database;
    }

    /** Whether an admin switched the integration on or off; empty when nobody did. */
    public Optional<Boolean> enabled(String integration) {
        return database.read(
                handle -> handle.createQuery("select enabled from integration_state where integration = :integration")
                        .bind("integration", integration)
                        .mapTo(Long.class)
                        .findOne()
                        .map(enabled -> enabled == 1));
    }

    public void enable(String integration, boolean enabled) {
        database.write(handle -> handle.createUpdate("""
                        insert into integration_state (integration, enabled) values (:integration, :enabled)
                        on conflict (integration) do update set enabled = :enabled""")
                .bind("integration", integration)
                .bind("enabled", enabled ? 1L : 0L)
                .execute());
    }
}
